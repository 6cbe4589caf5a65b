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
import { keySpace } from './key-space.ts';
import { type Filter, filterOf, RowKeys } from './keys.ts';
import { PageSums } from './page-sums.ts';

/** One consistent set of blocks, the earliest day first, and the dictionaries of their codes. */
export interface Columns {
  blocks: readonly FigureBlock[];
  dictionaries: Dictionaries;
}

/**
 * Answers a question by two passes over the columns: the first finds the groups and sums everything,
 * the second sums the groups of the page. Memory follows the page, not the number of groups.
 */
export function answerOf(columns: Columns, question: FigureQuestion): FigureAnswer {
  const { where = {}, limit, after } = question;
  const blocks = columns.blocks.filter(({ day }) => where.day?.includes(day) ?? true);
  const narrowed = { ...columns, blocks };
  const dimensions = dimensionsOf(question.by);
  const axes = dimensions.map((dimension) => axisOf(dimension, narrowed));
  const rowKeys = new RowKeys(axes, filtersOf(where, narrowed));
  const space = keySpace(rowKeys.size);
  const total = new PageSums(1);
  const keys = new Float64Array(blocks.reduce((most, { length }) => Math.max(most, length), 0));
  for (const [index, block] of blocks.entries()) {
    rowKeys.write(keys, block, index);
    space.mark(keys, block.length);
    total.addAll(block, keys);
  }
  const page = space.choose(after === undefined ? -1 : rowKeys.keyBefore(after), limit);
  const sums = new PageSums(page.chosen.length);
  for (const [index, block] of blocks.entries()) {
    rowKeys.write(keys, block, index);
    space.toPlaces(keys, block.length);
    sums.add(block, keys);
  }
  const values = Array.from(page.chosen, (key) => rowKeys.valuesOf(key));
  const groups = values.map((one, place) => groupOf(dimensions, one, sums.counts(place)));
  const next = page.more ? (values.at(-1) ?? null) : null;
  return { groups, count: page.count, total: total.counts(0), next };
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
