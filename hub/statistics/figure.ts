import type { RatingStanding } from '../store/port.ts';

/** Whom and what a rating is about; empty text stands for "not known". */
export interface RatedPlace {
  hallId: string;
  departmentCode: string;
  windowNo: string;
  itemCode: string;
  staffNo: string;
}

/** One group of the figures. */
export interface FigureKey extends RatedPlace {
  /** `YYYY-MM-DD` of the tap, in the pack's time zone. */
  day: string;
  level: number;
  channel: string;
  kind: FigureKind;
}

/**
 * What a counter counts, each stated apart (SZ-23a). citizen: a genuine rating that counts.
 * default: made by rule (SZ-17b). notAdopted: set aside on appeal, left out of the person's figures
 * alone (SZ-22a). test, unmatched, refused, forged: in no satisfaction rate.
 */
export const FIGURE_KINDS = [
  'citizen',
  'default',
  'notAdopted',
  'test',
  'unmatched',
  'refused',
  'forged',
] as const;
export type FigureKind = (typeof FIGURE_KINDS)[number];

/** The kind of a rating by how it stands; everything about a test case is a test. */
export function kindOf({
  standing,
  test,
}: {
  standing: RatingStanding;
  test: boolean;
}): FigureKind {
  if (test) return 'test';
  return standing === 'counted' ? 'citizen' : standing;
}

export type FigureValues = [
  day: string,
  hallId: string,
  departmentCode: string,
  windowNo: string,
  itemCode: string,
  staffNo: string,
  level: number,
  channel: string,
  kind: FigureKind,
];

/** The key's values, always in the order of the table's primary key. */
export function figureValues(key: FigureKey): FigureValues {
  return [
    key.day,
    key.hallId,
    key.departmentCode,
    key.windowNo,
    key.itemCode,
    key.staffNo,
    key.level,
    key.channel,
    key.kind,
  ];
}

/** One name for each group; none of its values holds a line break. */
export function figureName(values: FigureValues): string {
  return values.join('\n');
}
