/**
 * The keys that occur, and which of them are on the page. A key is a whole number that puts the
 * groups in order; a negative one stands for a row that the question leaves out.
 */
export interface KeySpace {
  /** Takes note of the first `length` keys. */
  mark(keys: Float64Array, length: number): void;
  /** Chooses the first keys greater than `after`. */
  choose(after: number, limit: number): Page;
  /** Replaces each key by its place on the page, or -1. After `choose`. */
  toPlaces(keys: Float64Array, length: number): void;
}

export interface Page {
  /** How many keys occur in all, on the page or not. */
  count: number;
  chosen: Float64Array;
  /** Are there keys behind the page? */
  more: boolean;
}

/** Up to here a table of all possible keys is small: 32 MB at most. */
const DENSE = 1 << 24;

/** `size`: keys are less than this. `limit` of `choose` must be below 65,535. */
export function keySpace(size: number): KeySpace {
  return size <= DENSE ? new DenseKeys(size) : new SparseKeys();
}

class DenseKeys implements KeySpace {
  readonly #table: Uint16Array;

  constructor(size: number) {
    this.#table = new Uint16Array(size);
  }

  mark(keys: Float64Array, length: number): void {
    const table = this.#table;
    for (let i = 0; i < length; i++) {
      const key = keys[i] as number;
      if (key >= 0) table[key] = 1;
    }
  }

  choose(after: number, limit: number): Page {
    const table = this.#table;
    const chosen: number[] = [];
    let count = 0;
    let more = false;
    for (let key = 0; key < table.length; key++) {
      if (table[key] === 0) continue;
      count++;
      const isOnPage = key > after && chosen.length < limit;
      more ||= key > after && !isOnPage;
      table[key] = isOnPage ? chosen.push(key) : 0;
    }
    return { count, chosen: Float64Array.from(chosen), more };
  }

  toPlaces(keys: Float64Array, length: number): void {
    const table = this.#table;
    for (let i = 0; i < length; i++) {
      const key = keys[i] as number;
      keys[i] = key < 0 ? -1 : (table[key] as number) - 1;
    }
  }
}

class SparseKeys implements KeySpace {
  readonly #places = new Map<number, number>();

  mark(keys: Float64Array, length: number): void {
    for (let i = 0; i < length; i++) {
      const key = keys[i] as number;
      if (key >= 0) this.#places.set(key, -1);
    }
  }

  choose(after: number, limit: number): Page {
    const sorted = Float64Array.from(this.#places.keys()).sort();
    const behind = sorted.filter((key) => key > after);
    const chosen = behind.subarray(0, limit);
    for (const [place, key] of chosen.entries()) this.#places.set(key, place);
    return { count: sorted.length, chosen, more: behind.length > chosen.length };
  }

  toPlaces(keys: Float64Array, length: number): void {
    for (let i = 0; i < length; i++) keys[i] = this.#places.get(keys[i] as number) ?? -1;
  }
}
