import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { AppealState } from '../../../appeals/appeal.ts';

export interface KnownAppeal {
  rating: number;
  day: string;
  staffNo: string;
  appeal: AppealState;
}

/** The appeals as they stand now, one a rating: a projection of the ledger. */
export class AppealTable {
  readonly #insert: StatementSync;
  readonly #find: StatementSync;
  readonly #decided: StatementSync;
  readonly #rechecked: StatementSync;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare(
      `INSERT INTO appeals (rating, day, staffNo, state, filedBy, filed)
       VALUES (?, ?, ?, 'filed', ?, ?)`,
    );
    this.#find = db.prepare(
      'SELECT rating, day, staffNo, state, upheld, filedBy, decidedBy FROM appeals WHERE rating = ?',
    );
    const update = 'UPDATE appeals SET state = ?, upheld = ?, decidedBy = ?';
    this.#decided = db.prepare(`${update}, decided = ? WHERE rating = ?`);
    this.#rechecked = db.prepare(`${update}, rechecked = ? WHERE rating = ?`);
  }

  insert(appeal: {
    rating: number;
    day: string;
    staffNo: string;
    filedBy: string;
    filed: number;
  }): void {
    const { rating, day, staffNo, filedBy, filed } = appeal;
    this.#insert.run(rating, day, staffNo, filedBy, filed);
  }

  find(rating: number): KnownAppeal | null {
    const row = this.#find.get(rating);
    if (row === undefined) return null;
    const { day, staffNo, state, upheld, filedBy, decidedBy } = row;
    const decided = state === 'filed' ? {} : { upheld: upheld === 1, decidedBy };
    const appeal = { state, filedBy, ...decided } as AppealState;
    return { rating, day: String(day), staffNo: String(staffNo), appeal };
  }

  /** `position` is the ledger entry of the decision. */
  decide(
    rating: number,
    decision: {
      state: 'decided' | 'rechecked';
      upheld: boolean;
      decidedBy: string;
      position: number;
    },
  ): void {
    const { state, upheld, decidedBy, position } = decision;
    const statement = state === 'decided' ? this.#decided : this.#rechecked;
    statement.run(state, upheld ? 1 : 0, decidedBy, position, rating);
  }
}
