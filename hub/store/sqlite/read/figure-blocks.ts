import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  BLOCK_ROW,
  type BlockRow,
  blockOf,
  createDictionaries,
  type FigureBlock,
} from '../../../statistics/columns/block.ts';
import type { DayRange } from '../../../statistics/recount.ts';

interface Held {
  version: number;
  block: FigureBlock;
}

const LAST_OF_ALL = '\u{10ffff}';

/**
 * Days of figures in columns, read when asked for and read again only when their version moved. At
 * most `mostDays` of them are held, the longest unused making room.
 */
export class FigureBlocks {
  readonly dictionaries = createDictionaries();
  readonly #db: DatabaseSync;
  readonly #mostDays: number;
  readonly #held = new Map<string, Held>();
  readonly #versions: StatementSync;
  readonly #newestDays: StatementSync;
  readonly #rows: StatementSync;

  constructor(db: DatabaseSync, mostDays: number) {
    this.#db = db;
    this.#mostDays = mostDays;
    this.#versions = db.prepare(
      'SELECT day, version FROM figureDays WHERE day >= ? AND day <= ? ORDER BY day',
    );
    this.#newestDays = db.prepare('SELECT day FROM figureDays ORDER BY day DESC LIMIT ?');
    this.#rows = db.prepare(
      `SELECT ${BLOCK_ROW.join(', ')} FROM figures
       WHERE day = ? AND (ratings <> 0 OR cases <> 0)`,
    );
    this.#rows.setReturnArrays(true);
  }

  /** The days of the range as they are at one moment, the earliest first. */
  read({ from = '', to = LAST_OF_ALL }: DayRange): FigureBlock[] {
    this.#db.exec('BEGIN');
    try {
      const versions = this.#versions.all(from, to) as unknown as {
        day: string;
        version: number;
      }[];
      const blocks = versions.map(({ day, version }) => this.#current(day, version));
      this.#makeRoom();
      return blocks;
    } finally {
      this.#db.exec('COMMIT');
    }
  }

  /** Reads the newest days one by one, so that the first question finds them; true while more. */
  *warmUp(): Iterable<void> {
    const days = this.#newestDays.all(this.#mostDays) as unknown as { day: string }[];
    for (const { day } of days) {
      if (!this.#held.has(day)) this.read({ from: day, to: day });
      yield;
    }
  }

  #current(day: string, version: number): FigureBlock {
    const held = this.#held.get(day);
    this.#held.delete(day);
    const block = held?.version === version ? held.block : this.#load(day);
    this.#held.set(day, { version, block });
    return block;
  }

  #load(day: string): FigureBlock {
    const rows = this.#rows.all(day) as unknown as BlockRow[];
    return blockOf(day, rows, this.dictionaries);
  }

  #makeRoom(): void {
    for (const day of this.#held.keys()) {
      if (this.#held.size <= this.#mostDays) return;
      this.#held.delete(day);
    }
  }
}
