import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ContradictionRow, Query } from '../../port.ts';

/** The operator's list, newest first. */
export class ContradictionReader {
  readonly #list: StatementSync;

  constructor(db: DatabaseSync) {
    this.#list = db.prepare(
      `SELECT caseNo, kind, rule, recordIds, at, seenBy, seenAt FROM contradictions
       WHERE ? OR seenAt IS NULL ORDER BY at DESC, caseNo LIMIT ?`,
    );
  }

  list({ seen, limit }: Query<'contradictions'>): ContradictionRow[] {
    return this.#list.all(seen ? 1 : 0, limit).map((row) => ({
      ...(row as unknown as ContradictionRow),
      recordIds: JSON.parse(String(row.recordIds)) as string[],
    }));
  }
}
