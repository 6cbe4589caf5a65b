import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { QuarantineEntry, Query } from '../../port.ts';

/** Evidence of what could not be taken. */
export class QuarantineReader {
  readonly #newest: StatementSync;

  constructor(db: DatabaseSync) {
    this.#newest = db.prepare(
      `SELECT position, at, terminalId, source, reason, detail, digest, payload
       FROM quarantine WHERE position < ? ORDER BY position DESC LIMIT ?`,
    );
  }

  newest({ limit, before }: Query<'quarantine'>): QuarantineEntry[] {
    const rows = this.#newest.all(before ?? Number.MAX_SAFE_INTEGER, limit);
    return rows as unknown as QuarantineEntry[];
  }
}
