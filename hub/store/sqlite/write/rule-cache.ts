import type { DatabaseSync } from 'node:sqlite';
import type { RuleBook, RuleSource } from '../../../rules/rule-book.ts';
import { ImportedRulesReader } from '../read/imported-rules.ts';

/** The rules that the hub goes by, put together once. */
export class RuleCache {
  readonly #imported: ImportedRulesReader;
  #book: RuleBook | null = null;

  constructor(db: DatabaseSync, source: RuleSource) {
    this.#imported = new ImportedRulesReader(db, source);
  }

  /** Throws `StoreError` when the place has no pack at all. */
  get book(): RuleBook {
    this.#book ??= this.#imported.book();
    return this.#book;
  }

  reset(): void {
    this.#book = null;
  }
}
