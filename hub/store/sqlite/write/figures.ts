import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Amount } from '../../../statistics/contributions.ts';
import type { FigureKey } from '../../../statistics/figure.ts';
import { Tally } from '../../../statistics/tally.ts';

/** Moves the counters: gathered during a transaction, written once at its end. */
export class FigureWriter {
  readonly #tally = new Tally();
  readonly #add: StatementSync;

  constructor(db: DatabaseSync) {
    this.#add = db.prepare(
      `INSERT INTO figures (day, hallId, departmentCode, windowNo, itemCode, staffNo, level,
         channel, kind, ratings, cases)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET ratings = ratings + excluded.ratings,
         cases = cases + excluded.cases`,
    );
  }

  /** Negative amounts take away. */
  count(key: FigureKey, amount: Amount): void {
    this.#tally.add(key, amount);
  }

  flush(): void {
    for (const { values, ratings, cases } of this.#tally.groups()) {
      this.#add.run(...values, ratings, cases);
    }
    this.#tally.clear();
  }

  reset(): void {
    this.#tally.clear();
  }
}
