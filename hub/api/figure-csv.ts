import { LEVEL_NAMES, LEVELS } from '../../protocol/index.ts';
import { csvText } from '../statistics/csv.ts';
import type { FigureDimension } from '../statistics/dimension.ts';
import type { FigureKind } from '../statistics/figure.ts';
import { AMOUNT_COLUMNS, amountCells, KIND_NAMES } from '../statistics/words.ts';
import type { Figures } from './figure-views.ts';

const DIMENSION_NAMES: Record<FigureDimension, string> = {
  day: '日期',
  hall: '大厅',
  department: '部门',
  window: '窗口',
  item: '事项',
  staff: '工作人员',
  level: '等级',
  channel: '渠道',
  kind: '类别',
};

/** Figures as a spreadsheet: first in ratings, then in cases. */
export function figuresCsv({ by, rows }: Figures): string {
  const dimensions = shownDimensions(by as FigureDimension[]);
  const header = [
    ...dimensions.map((dimension) => DIMENSION_NAMES[dimension]),
    ...AMOUNT_COLUMNS.map((name) => `评价·${name}`),
    ...AMOUNT_COLUMNS.map((name) => `办件·${name}`),
  ];
  const lines = rows.map((row) => [
    ...dimensions.map((dimension) => shown(dimension, row[dimension] ?? '')),
    ...amountCells(row.ratings),
    ...amountCells(row.cases),
  ]);
  return csvText(header, lines);
}

function shownDimensions(by: readonly FigureDimension[]): FigureDimension[] {
  const each = by.flatMap((dimension): FigureDimension[] =>
    dimension === 'window' ? ['hall', 'window'] : [dimension],
  );
  return [...new Set(each)];
}

function shown(dimension: FigureDimension, value: string): string {
  if (dimension === 'kind') return KIND_NAMES[value as FigureKind];
  const level = LEVELS.find((one) => dimension === 'level' && String(one) === value);
  return level === undefined ? value : LEVEL_NAMES[level];
}
