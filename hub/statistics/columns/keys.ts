import type { DimensionValues } from '../dimension.ts';
import type { Axis } from './axis.ts';
import { type FigureBlock, windowParts } from './block.ts';

/** Turns the rows of a block into keys: mixed-radix numbers of their places on the axes. */
export class RowKeys {
  /** Keys are less than this. */
  readonly size: number;
  readonly #axes: readonly Axis[];
  readonly #strides: number[];
  /** For each axis, what each number of its column adds to the key. */
  readonly #parts: Float64Array[];
  readonly #filters: readonly Filter[];

  constructor(axes: readonly Axis[], filters: readonly Filter[]) {
    this.#axes = axes;
    this.#filters = filters;
    this.#strides = axes.map((_, index) =>
      axes.slice(index + 1).reduce((product, axis) => product * Math.max(1, axis.values.length), 1),
    );
    this.size = axes.reduce((product, axis) => product * Math.max(1, axis.values.length), 1);
    this.#parts = axes.map(({ ranks }, index) =>
      Float64Array.from(ranks, (rank) => rank * (this.#strides[index] ?? 0)),
    );
  }

  /** Does a filter leave rows out? */
  get leavesOut(): boolean {
    return this.#filters.length > 0;
  }

  /** Writes the keys of the block's rows; -1 for those that a filter leaves out. */
  write(keys: Float64Array, block: FigureBlock, blockIndex: number): void {
    const { length } = block;
    keys.fill(this.#dayPart(blockIndex), 0, length);
    for (const [index, { column }] of this.#axes.entries()) {
      if (column !== null) addParts(keys, column(block), this.#parts[index] as Float64Array);
    }
    for (const { column, allowed } of this.#filters) leaveOut(keys, column(block), allowed);
  }

  /** What the day of a block adds to all its keys. */
  #dayPart(blockIndex: number): number {
    const day = this.#axes.findIndex(({ column }) => column === null);
    return this.#parts[day]?.[blockIndex] ?? 0;
  }

  /** Between which keys those of a block lie: a day that comes first keeps its keys together. */
  keysOfBlock(blockIndex: number): { least: number; most: number } {
    if (this.#axes[0]?.column !== null) return { least: 0, most: this.size - 1 };
    const least = this.#parts[0]?.[blockIndex] ?? 0;
    return { least, most: least + (this.#strides[0] ?? 1) - 1 };
  }

  /** The values that a key stands for, one for each axis. */
  valuesOf(key: number): string[] {
    return this.#axes.map(({ values }, index) => {
      const place = Math.floor(key / (this.#strides[index] ?? 1)) % Math.max(1, values.length);
      return values[place] ?? '';
    });
  }

  /** The greatest key that is not behind these values, whether they occur or not. */
  keyBefore(values: readonly string[]): number {
    let key = 0;
    for (const [index, axis] of this.#axes.entries()) {
      const stride = this.#strides[index] ?? 1;
      const value = values[index] ?? '';
      const place = axis.values.indexOf(value);
      if (place < 0) return key + axis.values.filter((one) => one < value).length * stride - 1;
      key += place * stride;
    }
    return key;
  }
}

function addParts(keys: Float64Array, column: Uint32Array | Uint8Array, parts: Float64Array): void {
  for (let i = 0; i < column.length; i++) {
    keys[i] = (keys[i] as number) + (parts[column[i] as number] as number);
  }
}

/** Which numbers of one column a question lets through. */
export interface Filter {
  column: NonNullable<Axis['column']>;
  allowed: Uint8Array;
}

function leaveOut(keys: Float64Array, column: Uint32Array | Uint8Array, allowed: Uint8Array): void {
  for (let i = 0; i < column.length; i++) {
    if (allowed[column[i] as number] === 0) keys[i] = -1;
  }
}

/** Days are chosen before, by their blocks. */
export function filterOf({ dimension, values, ranks, column }: Axis, where: DimensionValues) {
  const wanted = where[dimension];
  if (wanted === undefined || column === null) return null;
  const nameOf = (value: string) => (dimension === 'window' ? windowParts(value).window : value);
  const allowed = Uint8Array.from(ranks, (rank) =>
    wanted.includes(nameOf(values[rank] ?? '')) ? 1 : 0,
  );
  return { column, allowed } satisfies Filter;
}
