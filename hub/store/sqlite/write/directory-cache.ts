import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Directory } from '../../port.ts';

const EMPTY: Directory = { halls: [], staff: [], items: [] };

/** The directory as last imported, parsed once. */
export class DirectoryCache {
  readonly #select: StatementSync;
  #content: Directory | null = null;

  constructor(db: DatabaseSync) {
    this.#select = db.prepare('SELECT content FROM directory');
  }

  get(): Directory {
    this.#content ??= parseDirectory(this.#select.get()?.content);
    return this.#content;
  }

  reset(): void {
    this.#content = null;
  }
}

/** The stored document, or an empty directory when nothing was imported yet. */
export function parseDirectory(content: unknown): Directory {
  return typeof content === 'string' ? (JSON.parse(content) as Directory) : EMPTY;
}
