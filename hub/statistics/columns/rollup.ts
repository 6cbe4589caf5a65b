import { addCounts, CELLS, emptyCounts } from '../cells.ts';
import { CODED, type Dictionaries, type FigureBlock } from './block.ts';

/** A window's code says its hall, so the hall adds nothing to the key. */
const KEYED = CODED.filter((dimension) => dimension !== 'hall');

/**
 * Many days as one block: groups that differ by nothing but the day become one, which leaves less
 * than a third of the rows of a month. For questions that do not ask for days. Null where the codes are too many to be told
 * apart by one exact number.
 */
export function rollUp(
  name: string,
  blocks: readonly FigureBlock[],
  dictionaries: Dictionaries,
): FigureBlock | null {
  const sizes = KEYED.map((dimension) => dictionaries[dimension].size);
  const possible = sizes.reduce((product, size) => product * size, CELLS);
  if (possible > Number.MAX_SAFE_INTEGER) return null;
  const rows = new Map<number, number>();
  const merged = emptyRows(blocks.reduce((sum, { length }) => sum + length, 0));
  for (const block of blocks) {
    for (let i = 0; i < block.length; i++) {
      const key = keyOf(block, i, sizes);
      const row = rows.get(key) ?? rows.size;
      if (row === rows.size) {
        rows.set(key, row);
        copyRow(merged, row, { block, i });
      }
      merged.ratings[row] = (merged.ratings[row] ?? 0) + (block.ratings[i] ?? 0);
      merged.cases[row] = (merged.cases[row] ?? 0) + (block.cases[i] ?? 0);
    }
  }
  const total = emptyCounts();
  for (const block of blocks) addCounts(total, block.total);
  return { ...trimmed(merged, rows.size), day: name, length: rows.size, total };
}

type Rows = Pick<FigureBlock, 'codes' | 'cells' | 'ratings' | 'cases'>;

function keyOf({ cells, codes }: FigureBlock, i: number, sizes: readonly number[]): number {
  let key = cells[i] as number;
  for (let at = 0; at < KEYED.length; at++) {
    const dimension = KEYED[at] as (typeof KEYED)[number];
    key = key * (sizes[at] as number) + (codes[dimension][i] as number);
  }
  return key;
}

function emptyRows(length: number): Rows {
  const columns = CODED.map((dimension) => [dimension, new Uint32Array(length)]);
  return {
    codes: Object.fromEntries(columns) as FigureBlock['codes'],
    cells: new Uint8Array(length),
    ratings: new Int32Array(length),
    cases: new Int32Array(length),
  };
}

function copyRow(to: Rows, row: number, { block, i }: { block: FigureBlock; i: number }): void {
  for (const dimension of CODED) to.codes[dimension][row] = block.codes[dimension][i] ?? 0;
  to.cells[row] = block.cells[i] ?? 0;
}

/** Copies, so that the room for all days is given back. */
function trimmed({ codes, cells, ratings, cases }: Rows, length: number): Rows {
  const columns = CODED.map((dimension) => [dimension, codes[dimension].slice(0, length)]);
  return {
    codes: Object.fromEntries(columns) as FigureBlock['codes'],
    cells: cells.slice(0, length),
    ratings: ratings.slice(0, length),
    cases: cases.slice(0, length),
  };
}
