import { CELL_LEVELS, CELLS, kindPlaceOf, levelPlaceOf } from '../cells.ts';
import type { FigureDimension } from '../dimension.ts';
import { FIGURE_KINDS } from '../figure.ts';
import type { CodedDimension, Dictionaries, FigureBlock } from './block.ts';

/** One dimension of a question: its values in the order of the answer. */
export interface Axis {
  dimension: FigureDimension;
  values: readonly string[];
  /** The numbers in a block that say the value; null for the day, which is the block's own. */
  column: ((block: FigureBlock) => Uint32Array | Uint8Array) | null;
  /** Place in `values` of each number of the column; of each block for the day. */
  ranks: Uint32Array;
}

/** Levels and kinds keep the one order everywhere; all else is in the order of its text. */
export function axisOf(
  dimension: FigureDimension,
  { blocks, dictionaries }: { blocks: readonly FigureBlock[]; dictionaries: Dictionaries },
): Axis {
  switch (dimension) {
    case 'day':
      return {
        dimension,
        values: blocks.map(({ day }) => day),
        column: null,
        ranks: Uint32Array.from(blocks, (_, index) => index),
      };
    case 'level':
      return cellAxis(
        dimension,
        CELL_LEVELS.map((level) => (level === 0 ? '' : String(level))),
        levelPlaceOf,
      );
    case 'kind':
      return cellAxis(dimension, FIGURE_KINDS, kindPlaceOf);
    default:
      return codedAxis(dimension, dictionaries);
  }
}

function cellAxis(
  dimension: FigureDimension,
  values: readonly string[],
  placeOf: (cell: number) => number,
): Axis {
  const ranks = Uint32Array.from({ length: CELLS }, (_, cell) => placeOf(cell));
  return { dimension, values, column: ({ cells }) => cells, ranks };
}

function codedAxis(dimension: CodedDimension, dictionaries: Dictionaries): Axis {
  const { sorted, ranks } = dictionaries[dimension].order;
  return { dimension, values: sorted, column: ({ codes }) => codes[dimension], ranks };
}
