import { CELLS } from '../cells.ts';
import type { CellCounts } from '../dimension.ts';
import type { FigureBlock } from './block.ts';

/** The cells of each group of a page, in two flat arrays. */
export class PageSums {
  readonly #ratings: Float64Array;
  readonly #cases: Float64Array;

  constructor(groups: number) {
    this.#ratings = new Float64Array(groups * CELLS);
    this.#cases = new Float64Array(groups * CELLS);
  }

  /** Adds each row to the group at its place; rows with place -1 belong to none of the page. */
  add({ length, cells, ratings, cases }: FigureBlock, places: Float64Array): void {
    const ratingSums = this.#ratings;
    const caseSums = this.#cases;
    for (let i = 0; i < length; i++) {
      const place = places[i] as number;
      if (place < 0) continue;
      const at = place * CELLS + (cells[i] as number);
      ratingSums[at] = (ratingSums[at] as number) + (ratings[i] as number);
      caseSums[at] = (caseSums[at] as number) + (cases[i] as number);
    }
  }

  /** Adds each row whose key is not negative to the first group. */
  addAll({ length, cells, ratings, cases }: FigureBlock, keys: Float64Array): void {
    const ratingSums = this.#ratings;
    const caseSums = this.#cases;
    for (let i = 0; i < length; i++) {
      if ((keys[i] as number) < 0) continue;
      const at = cells[i] as number;
      ratingSums[at] = (ratingSums[at] as number) + (ratings[i] as number);
      caseSums[at] = (caseSums[at] as number) + (cases[i] as number);
    }
  }

  /** Has a row been added to the group? */
  has(group: number): boolean {
    const [from, to] = [group * CELLS, (group + 1) * CELLS];
    for (let at = from; at < to; at++) {
      if (this.#ratings[at] !== 0 || this.#cases[at] !== 0) return true;
    }
    return false;
  }

  counts(group: number): CellCounts {
    const [from, to] = [group * CELLS, (group + 1) * CELLS];
    return {
      ratings: Array.from(this.#ratings.subarray(from, to)),
      cases: Array.from(this.#cases.subarray(from, to)),
    };
  }
}
