/** What figures can be grouped and narrowed by, in the order in which they are shown. */
export const FIGURE_DIMENSIONS = [
  'day',
  'hall',
  'department',
  'window',
  'item',
  'staff',
  'level',
  'channel',
  'kind',
] as const;
export type FigureDimension = (typeof FIGURE_DIMENSIONS)[number];

/** Several dimensions of one key stay exact, and few enough for a person to read. */
export const MOST_DIMENSIONS = 3;

/** More groups than this are never answered at once; see `FigureQuestion.limit`. */
export const MOST_GROUPS = 50_000;

/** Narrows a question to some values of some dimensions. */
export type DimensionValues = Partial<Record<FigureDimension, readonly string[]>>;

export interface FigureQuestion {
  /** First and last day, both inclusive. */
  from?: string;
  to?: string;
  /** At most `MOST_DIMENSIONS`. A window is numbered within its hall, so its groups name both. */
  by: readonly FigureDimension[];
  where?: DimensionValues;
  /** At most `MOST_GROUPS`. */
  limit: number;
  /** The `next` of the answer before. */
  after?: readonly string[];
}

/** A group's amounts, one cell for each kind and level; see `cellOf`. */
export interface CellCounts {
  ratings: number[];
  cases: number[];
}

/** One group: its values as text, empty for "not known". */
export interface FigureGroup {
  key: Partial<Record<FigureDimension, string>>;
  counts: CellCounts;
}

export interface FigureAnswer {
  /** In the order of the question's dimensions; levels from 非常满意 down. */
  groups: FigureGroup[];
  /** How many groups there are in all. */
  count: number;
  /** Everything in the range that passes the filter, whatever the page. */
  total: CellCounts;
  /** Where the next page begins; null when this was the last. */
  next: string[] | null;
}
