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
  standing: string;
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
  standing: string,
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
    key.standing,
  ];
}
