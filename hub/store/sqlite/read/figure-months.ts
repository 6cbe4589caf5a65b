import type { Dictionaries, FigureBlock } from '../../../statistics/columns/block.ts';
import { rollUp } from '../../../statistics/columns/rollup.ts';
import type { DayRange } from '../../../statistics/recount.ts';

/** A day and its version, as the store has them at the moment. */
export interface DayVersion {
  day: string;
  version: number;
}

interface Month {
  /** The days and versions that the last question saw. */
  seen: string;
  /** Those that the block was made of. */
  made: string | null;
  block: FigureBlock | null;
}

/**
 * Whole months rolled up, for questions that do not ask for days. A month that still moves is not
 * worth it: never the newest one, and another only when two questions in a row saw it unchanged. It
 * is used only as long as the versions of all its days are those it was made of.
 */
export class FigureMonths {
  readonly #dictionaries: Dictionaries;
  readonly #mostMonths: number;
  readonly #months = new Map<string, Month>();

  constructor(dictionaries: Dictionaries, mostDays: number) {
    this.#dictionaries = dictionaries;
    this.#mostMonths = Math.ceil(mostDays / 28);
  }

  /** The blocks that together are these days: months where it can be, days where it must. */
  blocksOf(
    days: readonly DayVersion[],
    range: DayRange & { newest: string },
    blockOfDay: (day: DayVersion) => FigureBlock,
  ): FigureBlock[] {
    const months = Map.groupBy(days, ({ day }) => day.slice(0, 7));
    const blocks = [...months].flatMap(([month, inMonth]) => {
      const isWorthIt = isWhole(month, range) && !range.newest.startsWith(month);
      const block = isWorthIt ? this.#block(month, inMonth, blockOfDay) : null;
      return block === null ? inMonth.map(blockOfDay) : [block];
    });
    this.#makeRoom();
    return blocks;
  }

  #block(
    name: string,
    days: readonly DayVersion[],
    blockOfDay: (day: DayVersion) => FigureBlock,
  ): FigureBlock | null {
    const now = days.map(({ day, version }) => `${day}@${version}`).join(' ');
    const month = this.#months.get(name) ?? { seen: '', made: null, block: null };
    this.#months.delete(name);
    this.#months.set(name, month);
    const isQuiet = month.seen === now;
    month.seen = now;
    if (month.made === now) return month.block;
    Object.assign(month, { made: null, block: null });
    if (!isQuiet) return null;
    month.block = rollUp(name, days.map(blockOfDay), this.#dictionaries);
    month.made = now;
    return month.block;
  }

  #makeRoom(): void {
    for (const name of this.#months.keys()) {
      if (this.#months.size <= this.#mostMonths) return;
      this.#months.delete(name);
    }
  }
}

function isWhole(month: string, { from = '', to }: DayRange): boolean {
  if (from > `${month}-01`) return false;
  if (to === undefined) return true;
  const { daysInMonth } = Temporal.PlainYearMonth.from(month);
  return to >= `${month}-${daysInMonth}`;
}
