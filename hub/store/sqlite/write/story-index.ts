import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Finds the ledger entries of a case later; written where cases change, never by a plain rating. */
export class StoryIndex {
  readonly #about: StatementSync;

  constructor(db: DatabaseSync) {
    this.#about = db.prepare('INSERT OR IGNORE INTO ledgerAbout (about, position) VALUES (?, ?)');
  }

  /** The entry at `position` says more about the invitation or rating at `about`. */
  add(about: number, position: number): void {
    this.#about.run(about, position);
  }
}
