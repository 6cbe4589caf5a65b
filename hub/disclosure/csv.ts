import { type CsvCell, csvText } from '../statistics/csv.ts';
import { AMOUNT_COLUMNS, amountCells } from '../statistics/words.ts';
import type { Bulletin, BulletinEntry, Failures, Published } from './bulletin.ts';
import { HIDDEN, TABLE_NAMES } from './words.ts';

/** A bulletin for a spreadsheet: the total, then halls, departments and items. */
export function bulletinCsv({ month, edition, content }: Bulletin): string {
  const { total, halls, departments, items } = content;
  const header = [
    ...['月份', '版次', '范围', '代码', '名称', '收到', '缺失', '隔离'],
    ...AMOUNT_COLUMNS.map((name) => `评价·${name}`),
    ...AMOUNT_COLUMNS.map((name) => `办件·${name}`),
  ];
  const line = (table: keyof typeof TABLE_NAMES, entry: Partial<Failures> & BulletinEntry) => [
    ...[month, edition, TABLE_NAMES[table], entry.code, entry.name],
    ...cellsOf(entry.figures, entry),
  ];
  return csvText(header, [
    line('total', { code: '', name: TABLE_NAMES.total, ...total }),
    ...halls.map((entry) => line('halls', entry)),
    ...departments.map((entry) => line('departments', entry)),
    ...items.map((entry) => line('items', entry)),
  ]);
}

function cellsOf(figures: Published, { missing, quarantined }: Partial<Failures>): CsvCell[] {
  const failures = [missing ?? null, quarantined ?? null];
  if (figures === null) {
    return [HIDDEN, ...failures, ...Array<string>(2 * AMOUNT_COLUMNS.length).fill(HIDDEN)];
  }
  const { received, ratings, cases } = figures;
  return [received, ...failures, ...amountCells(ratings), ...amountCells(cases)];
}
