import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { FigureKey } from '../../../statistics/figure.ts';
import { Tally } from '../../../statistics/tally.ts';

/** Moves the counters: gathered during a transaction, written once at its end. */
export class FigureWriter {
  readonly #tally = new Tally();
  readonly #add: StatementSync;

  constructor(db: DatabaseSync) {
    this.#add = db.prepare(
      `INSERT INTO figures (day, hallId, departmentCode, windowNo, itemCode, staffNo, level,
         channel, standing, ratings)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET ratings = ratings + excluded.ratings`,
    );
  }

  count(key: FigureKey): void {
    this.#tally.add(key, 1);
  }

  move(from: FigureKey, to: FigureKey): void {
    this.#tally.add(from, -1);
    this.#tally.add(to, 1);
  }

  flush(): void {
    for (const { values, ratings } of this.#tally.groups()) this.#add.run(...values, ratings);
    this.#tally.clear();
  }

  reset(): void {
    this.#tally.clear();
  }
}
