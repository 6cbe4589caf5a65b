import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  BLOCK_ROW,
  type BlockRow,
  blockOf,
  createDictionaries,
  type FigureBlock,
} from '../../../statistics/columns/block.ts';
import type { DayRange } from '../../../statistics/recount.ts';
import { type DayVersion, FigureMonths } from './figure-months.ts';
import { atOneMoment } from './moment.ts';

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
  readonly #months: FigureMonths;
  readonly #held = new Map<string, Held>();
  readonly #versions: StatementSync;
  readonly #newestDays: StatementSync;
  readonly #rows: StatementSync;

  constructor(db: DatabaseSync, mostDays: number) {
    this.#db = db;
    this.#mostDays = mostDays;
    this.#months = new FigureMonths(this.dictionaries, mostDays);
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

  /**
   * The range as it is at one moment, the earliest first: day by day, or in whole months where that
   * is less to look at.
   */
  read(range: DayRange, by: 'days' | 'months' = 'days'): FigureBlock[] {
    const { from = '', to = LAST_OF_ALL } = range;
    const blocks = atOneMoment(this.#db, () => {
      const days = this.#versions.all(from, to) as unknown as DayVersion[];
      const blockOfDay = (day: DayVersion) => this.#current(day);
      if (by === 'days') return days.map(blockOfDay);
      const newest = this.#newestDay();
      return this.#months.blocksOf(days, { ...range, newest }, blockOfDay);
    });
    this.#makeRoom();
    return blocks;
  }

  /** Reads the newest days, then the months, bit by bit, so that the first question finds them. */
  *warmUp(): Iterable<void> {
    const days = this.#newestDays.all(this.#mostDays) as unknown as { day: string }[];
    for (const { day } of days) {
      if (!this.#held.has(day)) this.read({ from: day, to: day });
      yield;
    }
    for (const month of new Set(days.map(({ day }) => day.slice(0, 7)))) {
      const range = { from: `${month}-01`, to: `${month}-31` };
      for (const _ of ['seen', 'made']) this.read(range, 'months');
      yield;
    }
  }

  #newestDay(): string {
    return String(this.#newestDays.get(1)?.day ?? '');
  }

  #current({ day, version }: DayVersion): FigureBlock {
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
