import {
  type DimensionValues,
  FIGURE_DIMENSIONS,
  type FigureAnswer,
  type FigureDimension,
  type FigureGroup,
  type FigureQuestion,
} from '../dimension.ts';
import { axisOf } from './axis.ts';
import { type Dictionaries, type FigureBlock, windowParts } from './block.ts';
import { type Filter, filterOf, RowKeys } from './keys.ts';
import { Scan, sumAll, sumPage } from './scan.ts';

/** One consistent set of blocks, the earliest day first, and the dictionaries of their codes. */
export interface Columns {
  blocks: readonly FigureBlock[];
  dictionaries: Dictionaries;
}

/** A table of all these groups is small, so that one pass fills it. */
const FEW_KEYS = 4_096;

/**
 * Answers a question from the columns. Where few groups are possible one pass sums them all; else a
 * first pass finds the groups and a second sums those of the page, so that memory follows the page.
 */
export function answerOf(columns: Columns, question: FigureQuestion): FigureAnswer {
  const { where = {} } = question;
  const blocks = columns.blocks.filter(({ day }) => where.day?.includes(day) ?? true);
  const narrowed = { ...columns, blocks };
  const dimensions = dimensionsOf(question.by);
  const axes = dimensions.map((dimension) => axisOf(dimension, narrowed));
  const rowKeys = new RowKeys(axes, filtersOf(where, narrowed));
  const scan = new Scan(blocks, rowKeys);
  const after = question.after === undefined ? -1 : rowKeys.keyBefore(question.after);
  const sum = rowKeys.size <= FEW_KEYS ? sumAll : sumPage;
  const { count, more, groups } = sum(scan, { after, limit: question.limit });
  const named = groups.map(({ key, counts }) => ({ values: rowKeys.valuesOf(key), counts }));
  return {
    groups: named.map(({ values, counts }) => groupOf(dimensions, values, counts)),
    count,
    total: scan.total(),
    next: more ? (named.at(-1)?.values ?? null) : null,
  };
}

/** Each once; a window brings its hall along. */
function dimensionsOf(by: readonly FigureDimension[]): FigureDimension[] {
  const each = [...new Set(by)];
  return each.includes('window') ? each.filter((one) => one !== 'hall') : each;
}

function filtersOf(where: DimensionValues, columns: Columns): Filter[] {
  const filters = FIGURE_DIMENSIONS.map((dimension) =>
    where[dimension] === undefined ? null : filterOf(axisOf(dimension, columns), where),
  );
  return filters.filter((filter) => filter !== null);
}

function groupOf(
  dimensions: readonly FigureDimension[],
  values: readonly string[],
  counts: FigureGroup['counts'],
): FigureGroup {
  const key: FigureGroup['key'] = {};
  for (const [index, dimension] of dimensions.entries()) {
    const value = values[index] ?? '';
    if (dimension === 'window') Object.assign(key, windowParts(value));
    else key[dimension] = value;
  }
  return { key, counts };
}
