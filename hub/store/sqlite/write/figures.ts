import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Amount } from '../../../statistics/contributions.ts';
import type { FigureKey } from '../../../statistics/figure.ts';
import { Tally } from '../../../statistics/tally.ts';

/**
 * Moves the counters: gathered during a transaction, written once at its end. Each touched day gets
 * a new version, by which readers know that what they hold of it is old.
 */
export class FigureWriter {
  readonly #tally = new Tally();
  readonly #add: StatementSync;
  readonly #addToTotal: StatementSync;
  readonly #touchDay: StatementSync;

  constructor(db: DatabaseSync) {
    this.#add = db.prepare(
      `INSERT INTO figures (day, hallId, departmentCode, windowNo, itemCode, staffNo, level,
         channel, kind, ratings, cases)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET ratings = ratings + excluded.ratings,
         cases = cases + excluded.cases`,
    );
    this.#addToTotal = db.prepare(
      `INSERT INTO figureTotals (kind, ratings, cases) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET ratings = ratings + excluded.ratings,
         cases = cases + excluded.cases`,
    );
    this.#touchDay = db.prepare(
      `INSERT INTO figureDays (day, version) VALUES (?, 1)
       ON CONFLICT DO UPDATE SET version = version + 1`,
    );
  }

  /** Negative amounts take away. */
  count(key: FigureKey, amount: Amount): void {
    this.#tally.add(key, amount);
  }

  flush(): void {
    const days = new Set<string>();
    for (const { values, ratings, cases } of this.#tally.groups()) {
      this.#add.run(...values, ratings, cases);
      days.add(values[0]);
    }
    for (const day of days) this.#touchDay.run(day);
    for (const [kind, { ratings, cases }] of this.#tally.totals()) {
      this.#addToTotal.run(kind, ratings, cases);
    }
    this.#tally.clear();
  }

  reset(): void {
    this.#tally.clear();
  }
}
