import { addCounts, emptyCounts } from '../cells.ts';
import type { CellCounts } from '../dimension.ts';
import type { FigureBlock } from './block.ts';
import { keySpace } from './key-space.ts';
import type { RowKeys } from './keys.ts';
import { PageSums } from './page-sums.ts';

/** Walks over the rows of all blocks with the keys that a question gives them. */
export class Scan {
  readonly rowKeys: RowKeys;
  readonly #blocks: readonly FigureBlock[];

  constructor(blocks: readonly FigureBlock[], rowKeys: RowKeys) {
    this.#blocks = blocks;
    this.rowKeys = rowKeys;
  }

  /** The keys lie in one array, written anew for each block that can have any of those wanted. */
  eachBlock(
    visit: (keys: Float64Array, block: FigureBlock) => void,
    between: { first: number; last: number } = { first: 0, last: this.rowKeys.size },
  ): void {
    const longest = this.#blocks.reduce((most, { length }) => Math.max(most, length), 0);
    const keys = new Float64Array(longest);
    for (const [index, block] of this.#blocks.entries()) {
      const { least, most } = this.rowKeys.keysOfBlock(index);
      if (most < between.first || least > between.last) continue;
      this.rowKeys.write(keys, block, index);
      visit(keys, block);
    }
  }

  /** Everything that the question does not leave out. */
  total(): CellCounts {
    if (this.rowKeys.leavesOut) {
      const sums = new PageSums(1);
      this.eachBlock((keys, block) => sums.addAll(block, keys));
      return sums.counts(0);
    }
    const total = emptyCounts();
    for (const block of this.#blocks) addCounts(total, block.total);
    return total;
  }
}

/** The groups of a page, in order. */
export interface SummedPage {
  /** How many groups there are, on the page or not. */
  count: number;
  more: boolean;
  groups: { key: number; counts: CellCounts }[];
}

interface PageWanted {
  after: number;
  limit: number;
}

export function sumAll(scan: Scan, { after, limit }: PageWanted): SummedPage {
  const sums = new PageSums(scan.rowKeys.size);
  scan.eachBlock((keys, block) => sums.add(block, keys));
  const occurring = Array.from({ length: scan.rowKeys.size }, (_, key) => key).filter((key) =>
    sums.has(key),
  );
  const behind = occurring.filter((key) => key > after);
  const groups = behind.slice(0, limit).map((key) => ({ key, counts: sums.counts(key) }));
  return { count: occurring.length, more: behind.length > limit, groups };
}

export function sumPage(scan: Scan, { after, limit }: PageWanted): SummedPage {
  const space = keySpace(scan.rowKeys.size);
  scan.eachBlock((keys, { length }) => space.mark(keys, length));
  const { count, chosen, more } = space.choose(after, limit);
  const sums = new PageSums(chosen.length);
  scan.eachBlock(
    (keys, block) => {
      space.toPlaces(keys, block.length);
      sums.add(block, keys);
    },
    { first: chosen.at(0) ?? 0, last: chosen.at(-1) ?? -1 },
  );
  const groups = Array.from(chosen, (key, place) => ({ key, counts: sums.counts(place) }));
  return { count, more, groups };
}
