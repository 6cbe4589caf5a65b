import { cellOf } from '../cells.ts';
import type { Amount } from '../contributions.ts';
import type { FigureKey } from '../figure.ts';
import { Dictionary } from './dictionary.ts';

export const CODED = ['hall', 'department', 'window', 'item', 'staff', 'channel'] as const;
export type CodedDimension = (typeof CODED)[number];
export type Dictionaries = Record<CodedDimension, Dictionary>;

/** The figures of one day, column by column: what a question touches lies close together. */
export interface FigureBlock {
  readonly day: string;
  readonly length: number;
  readonly codes: Readonly<Record<CodedDimension, Uint32Array>>;
  /** Kind and level; see `cellOf`. */
  readonly cells: Uint8Array;
  readonly ratings: Int32Array;
  readonly cases: Int32Array;
}

export function createDictionaries(): Dictionaries {
  const entries = CODED.map((dimension) => [dimension, new Dictionary()]);
  return Object.fromEntries(entries) as Dictionaries;
}

/** Lays one day's groups out in columns; the dictionaries grow with what is new in them. */
export function blockOf(
  day: string,
  rows: readonly (FigureKey & Amount)[],
  dictionaries: Dictionaries,
): FigureBlock {
  const column = () => new Uint32Array(rows.length);
  const codes = Object.fromEntries(CODED.map((one) => [one, column()])) as FigureBlock['codes'];
  const cells = new Uint8Array(rows.length);
  const ratings = new Int32Array(rows.length);
  const cases = new Int32Array(rows.length);
  for (const [index, row] of rows.entries()) {
    codes.hall[index] = dictionaries.hall.codeOf(row.hallId);
    codes.department[index] = dictionaries.department.codeOf(row.departmentCode);
    codes.window[index] = dictionaries.window.codeOf(windowName(row));
    codes.item[index] = dictionaries.item.codeOf(row.itemCode);
    codes.staff[index] = dictionaries.staff.codeOf(row.staffNo);
    codes.channel[index] = dictionaries.channel.codeOf(row.channel);
    cells[index] = cellOf(row.kind, row.level);
    ratings[index] = row.ratings;
    cases[index] = row.cases;
  }
  return { day, length: rows.length, codes, cells, ratings, cases };
}

/** A window is numbered within its hall. No code holds a slash. */
function windowName({ hallId, windowNo }: { hallId: string; windowNo: string }): string {
  return `${hallId}/${windowNo}`;
}

export function windowParts(name: string): { hall: string; window: string } {
  const slash = name.indexOf('/');
  return { hall: name.slice(0, slash), window: name.slice(slash + 1) };
}
