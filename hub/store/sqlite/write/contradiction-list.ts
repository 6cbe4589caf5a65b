import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Contradiction } from '../../../services/case-state.ts';

/** The operator's list of records that cannot all be true. */
export class ContradictionList {
  readonly #clear: StatementSync;
  readonly #put: StatementSync;
  readonly #seen: StatementSync;

  constructor(db: DatabaseSync) {
    this.#clear = db.prepare(
      `DELETE FROM contradictions WHERE caseNo = ? AND kind <> 'sameIdOtherContent'
       AND kind NOT IN (SELECT value FROM json_each(?))`,
    );
    // One that an operator has seen comes back only when it says something new.
    this.#put = db.prepare(
      `INSERT INTO contradictions (caseNo, kind, rule, recordIds, at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET rule = excluded.rule, recordIds = excluded.recordIds,
         at = excluded.at, seenBy = NULL, seenAt = NULL
       WHERE recordIds <> excluded.recordIds`,
    );
    this.#seen = db.prepare(
      'UPDATE contradictions SET seenBy = ?, seenAt = ? WHERE caseNo = ? AND kind = ?',
    );
  }

  /** What the records of a case contradict each other in, as they stand now. */
  replace(caseNo: string, found: readonly Contradiction[], at: number): void {
    this.#clear.run(caseNo, JSON.stringify(found.map(({ kind }) => kind)));
    for (const one of found) this.add(caseNo, one, at);
  }

  add(caseNo: string, { kind, rule, recordIds }: Contradiction, at: number): void {
    this.#put.run(caseNo, kind, rule, JSON.stringify(recordIds), at);
  }

  /** False when there is no such contradiction. */
  markSeen(caseNo: string, kind: string, by: string, at: number): boolean {
    return this.#seen.run(by, at, caseNo, kind).changes === 1;
  }
}
