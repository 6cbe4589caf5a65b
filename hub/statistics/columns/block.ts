import { cellOf, emptyCounts } from '../cells.ts';
import type { Amount } from '../contributions.ts';
import type { CellCounts } from '../dimension.ts';
import type { FigureKey, FigureKind } from '../figure.ts';
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
  /** The whole day. */
  readonly total: CellCounts;
}

export function createDictionaries(): Dictionaries {
  const entries = CODED.map((dimension) => [dimension, new Dictionary()]);
  return Object.fromEntries(entries) as Dictionaries;
}

/** One group of a day, in the order of `BLOCK_ROW`. */
export type BlockRow = [
  hallId: string,
  departmentCode: string,
  windowNo: string,
  itemCode: string,
  staffNo: string,
  channel: string,
  kind: FigureKind,
  level: number,
  ratings: number,
  cases: number,
];
export const BLOCK_ROW = [
  'hallId',
  'departmentCode',
  'windowNo',
  'itemCode',
  'staffNo',
  'channel',
  'kind',
  'level',
  'ratings',
  'cases',
] as const satisfies (keyof (FigureKey & Amount))[];

/** Lays one day's groups out in columns; the dictionaries grow with what is new in them. */
export function blockOf(
  day: string,
  rows: readonly BlockRow[],
  dictionaries: Dictionaries,
): FigureBlock {
  const { hall, department, window, item, staff, channel } = dictionaries;
  const block = emptyBlock(day, rows.length);
  const { codes, cells, ratings, cases, total } = block;
  for (let i = 0; i < rows.length; i++) {
    const [hallId, departmentCode, windowNo, itemCode, staffNo, channelName, kind, level, ...sums] =
      rows[i] as BlockRow;
    codes.hall[i] = hall.codeOf(hallId);
    codes.department[i] = department.codeOf(departmentCode);
    codes.window[i] = window.codeOf(windowName(hallId, windowNo));
    codes.item[i] = item.codeOf(itemCode);
    codes.staff[i] = staff.codeOf(staffNo);
    codes.channel[i] = channel.codeOf(channelName);
    const cell = cellOf(kind, level);
    cells[i] = cell;
    ratings[i] = sums[0];
    cases[i] = sums[1];
    total.ratings[cell] = (total.ratings[cell] ?? 0) + sums[0];
    total.cases[cell] = (total.cases[cell] ?? 0) + sums[1];
  }
  return block;
}

function emptyBlock(day: string, length: number): FigureBlock {
  const column = () => new Uint32Array(length);
  const codes = Object.fromEntries(CODED.map((one) => [one, column()])) as FigureBlock['codes'];
  const cells = new Uint8Array(length);
  const ratings = new Int32Array(length);
  const cases = new Int32Array(length);
  return { day, length, codes, cells, ratings, cases, total: emptyCounts() };
}

/** A window is numbered within its hall. No code holds a slash. */
function windowName(hallId: string, windowNo: string): string {
  return `${hallId}/${windowNo}`;
}

export function windowParts(name: string): { hall: string; window: string } {
  const slash = name.indexOf('/');
  return { hall: name.slice(0, slash), window: name.slice(slash + 1) };
}
