import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** When what is open closes. */
export class DeadlineReader {
  readonly #next: StatementSync;

  constructor(db: DatabaseSync) {
    this.#next = db.prepare(
      `SELECT min(closesAt) AS closesAt FROM invitationStates WHERE state = 'open'`,
    );
  }

  /** Epoch milliseconds; null when no invitation is open. */
  next(): number | null {
    const closesAt = this.#next.get()?.closesAt;
    return typeof closesAt === 'number' ? closesAt : null;
  }
}
