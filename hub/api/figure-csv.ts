import { LEVEL_NAMES, LEVELS } from '../../protocol/index.ts';
import type { FigureDimension } from '../statistics/dimension.ts';
import { FIGURE_KINDS, type FigureKind } from '../statistics/figure.ts';
import type { AmountSummary } from '../statistics/summary.ts';
import { type CsvCell, csvText, percent } from './csv.ts';
import type { Figures } from './figure-views.ts';

export const KIND_NAMES: Record<FigureKind, string> = {
  citizen: '群众评价',
  default: '默认评价',
  notAdopted: '不予采纳',
  test: '测试',
  unmatched: '待匹配',
  refused: '未采信',
  forged: '签名无效',
};

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

/** The names of a summary's columns; levels in the one order. */
export const AMOUNT_COLUMNS = [
  ...LEVELS.map((level) => LEVEL_NAMES[level]),
  ...FIGURE_KINDS.map((kind) => KIND_NAMES[kind]),
  '满意率(%)',
  '满意率含默认(%)',
  '平均等级',
  '平均等级含默认',
];

export function amountCells(amount: AmountSummary): CsvCell[] {
  return [
    ...amount.levels,
    ...FIGURE_KINDS.map((kind) => amount[kind]),
    percent(amount.satisfaction),
    percent(amount.satisfactionWithDefaults),
    mean(amount.meanLevel),
    mean(amount.meanLevelWithDefaults),
  ];
}

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

function mean(level: number | null): CsvCell {
  return level === null ? null : Math.round(level * 100) / 100;
}
