import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ContradictionRow, Query, UnknownCodeRow } from '../../port.ts';

/** What operators must look at in the records of business systems. */
export class ContradictionReader {
  readonly #list: StatementSync;
  readonly #unknown: StatementSync;

  constructor(db: DatabaseSync) {
    this.#list = db.prepare(
      `SELECT caseNo, kind, rule, recordIds, at, seenBy, seenAt FROM contradictions
       WHERE ? OR seenAt IS NULL ORDER BY at DESC, caseNo LIMIT ?`,
    );
    this.#unknown = db.prepare(
      'SELECT kind, code, name, records, firstAt, lastAt FROM unknownCodes ORDER BY kind, code',
    );
  }

  unknownCodes(): UnknownCodeRow[] {
    return this.#unknown.all() as unknown as UnknownCodeRow[];
  }

  /** Newest first. */
  list({ seen, limit }: Query<'contradictions'>): ContradictionRow[] {
    return this.#list.all(seen ? 1 : 0, limit).map((row) => ({
      ...(row as unknown as ContradictionRow),
      recordIds: JSON.parse(String(row.recordIds)) as string[],
    }));
  }
}
