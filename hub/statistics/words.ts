import { LEVEL_NAMES, LEVELS } from '../../protocol/index.ts';
import { type CsvCell, percent } from './csv.ts';
import { FIGURE_KINDS, type FigureKind } from './figure.ts';
import type { AmountSummary } from './summary.ts';

/** How each kind is named to people; the same everywhere. */
export const KIND_NAMES: Record<FigureKind, string> = {
  citizen: '群众评价',
  default: '默认评价',
  notAdopted: '不予采纳',
  test: '测试',
  unmatched: '待匹配',
  refused: '未采信',
  forged: '签名无效',
};

/** The names of a summary's columns; levels in the one order (SZ-10). */
export const AMOUNT_COLUMNS = [
  ...LEVELS.map((level) => LEVEL_NAMES[level]),
  ...FIGURE_KINDS.map((kind) => KIND_NAMES[kind]),
  '满意率(%)',
  '满意率含默认(%)',
  '平均等级',
  '平均等级含默认',
];

/** A summary in the order of `AMOUNT_COLUMNS`. */
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

function mean(level: number | null): CsvCell {
  return level === null ? null : Math.round(level * 100) / 100;
}
