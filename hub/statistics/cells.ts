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

/** The amounts of one kind in the order of `CELL_LEVELS`. */
export function levelsOf(cells: readonly number[], kind: FigureKind): number[] {
  const first = FIGURE_KINDS.indexOf(kind) * CELL_LEVELS.length;
  return cells.slice(first, first + CELL_LEVELS.length);
}

export function emptyCounts(): CellCounts {
  return { ratings: Array(CELLS).fill(0), cases: Array(CELLS).fill(0) };
}
