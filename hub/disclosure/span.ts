/** Every number is kept below this prime, so that a product of two stays exact in a double. */
const PRIME = 2 ** 26 - 5;

interface Reduced {
  pivot: number;
  /** 1 at the pivot. */
  vector: Float64Array;
  /** How much of each given row went into it. */
  shares: Float64Array;
}

/**
 * What can be computed from some sums of the same cells by adding and taking away. Exact: all
 * arithmetic is modulo a prime, so a sum that can be computed is never overlooked by rounding.
 */
export class Span {
  readonly #basis: Reduced[] = [];
  readonly #rows: number;
  readonly #cells: number;

  /** Each row names the cells it sums. */
  constructor(rows: readonly (readonly number[])[], cells: number) {
    this.#rows = rows.length;
    this.#cells = cells;
    for (const [index, row] of rows.entries()) {
      const shares = new Float64Array(rows.length);
      shares[index] = 1;
      this.#add({ vector: indicator(row, cells), shares });
    }
  }

  /** The rows from which the sum of these cells can be computed, or null when it cannot. */
  combination(sum: readonly number[]): number[] | null {
    const vector = indicator(sum, this.#cells);
    const shares = new Float64Array(this.#rows);
    this.#reduce({ vector, shares });
    if (vector.some((one) => one !== 0)) return null;
    return Array.from(shares.keys()).filter((row) => shares[row] !== 0);
  }

  #add(row: { vector: Float64Array; shares: Float64Array }): void {
    this.#reduce(row);
    const pivot = row.vector.findIndex((one) => one !== 0);
    if (pivot < 0) return;
    const factor = inverse(row.vector[pivot] ?? 1);
    scale(row.vector, factor);
    scale(row.shares, factor);
    this.#basis.push({ pivot, ...row });
  }

  #reduce({ vector, shares }: { vector: Float64Array; shares: Float64Array }): void {
    for (const base of this.#basis) {
      const factor = vector[base.pivot] ?? 0;
      if (factor === 0) continue;
      subtract(vector, base.vector, factor);
      subtract(shares, base.shares, factor);
    }
  }
}

function indicator(members: readonly number[], cells: number): Float64Array {
  const vector = new Float64Array(cells);
  for (const cell of members) vector[cell] = 1;
  return vector;
}

function subtract(from: Float64Array, what: Float64Array, factor: number): void {
  const negative = PRIME - factor;
  for (let i = 0; i < from.length; i++) {
    const other = what[i] as number;
    if (other !== 0) from[i] = ((from[i] as number) + other * negative) % PRIME;
  }
}

function scale(vector: Float64Array, factor: number): void {
  for (let i = 0; i < vector.length; i++) vector[i] = ((vector[i] as number) * factor) % PRIME;
}

/** By Fermat: a to the power of p − 2. */
function inverse(a: number): number {
  let result = 1;
  let base = a;
  for (let exponent = PRIME - 2; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = (result * base) % PRIME;
    base = (base * base) % PRIME;
  }
  return result;
}
