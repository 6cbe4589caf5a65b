import { LEVELS } from '../../protocol/index.ts';
import type { CellCounts } from './dimension.ts';
import { FIGURE_KINDS, type FigureKind } from './figure.ts';

/** The levels of a cell, 非常满意 first (SZ-10); 0, last, where nothing can be said of a level. */
export const CELL_LEVELS = [...LEVELS, 0] as const;

export const CELLS = FIGURE_KINDS.length * CELL_LEVELS.length;

/** Where a kind and level stand among the cells. */
export function cellOf(kind: FigureKind, level: number): number {
  const place = (CELL_LEVELS as readonly number[]).indexOf(level);
  if (place < 0) throw new RangeError(`no level ${level}`);
  return FIGURE_KINDS.indexOf(kind) * CELL_LEVELS.length + place;
}

/** Place of a cell's level in `CELL_LEVELS`. */
export function levelPlaceOf(cell: number): number {
  return cell % CELL_LEVELS.length;
}

export function kindPlaceOf(cell: number): number {
  return Math.floor(cell / CELL_LEVELS.length);
}

/** The amounts of one kind at the five levels, 非常满意 first. */
export function levelsOf(cells: readonly number[], kind: FigureKind): number[] {
  const first = cellOf(kind, LEVELS[0]);
  return cells.slice(first, first + LEVELS.length);
}

/** All of one kind, at whatever level or none. */
export function sumOf(cells: readonly number[], kind: FigureKind): number {
  const first = cellOf(kind, LEVELS[0]);
  let sum = 0;
  for (let cell = first; cell < first + CELL_LEVELS.length; cell++) sum += cells[cell] ?? 0;
  return sum;
}

export function emptyCounts(): CellCounts {
  return { ratings: Array(CELLS).fill(0), cases: Array(CELLS).fill(0) };
}

/** Adds the second to the first. */
export function addCounts(sum: CellCounts, more: CellCounts): void {
  for (let cell = 0; cell < CELLS; cell++) {
    sum.ratings[cell] = (sum.ratings[cell] ?? 0) + (more.ratings[cell] ?? 0);
    sum.cases[cell] = (sum.cases[cell] ?? 0) + (more.cases[cell] ?? 0);
  }
}
