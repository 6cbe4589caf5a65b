import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keySpace } from './key-space.ts';

/** One small enough for a table, one that is not. */
const SIZES = [1_000, 2 ** 40];

describe.each(SIZES)('a key space of %d keys', (size) => {
  it('finds each key once, in order, and gives those of the page their places', () => {
    const keys = fc.array(fc.integer({ min: -1, max: 999 }), { maxLength: 50 });
    const page = fc.record({
      after: fc.integer({ min: -1, max: 999 }),
      limit: fc.integer({ min: 1, max: 20 }),
    });
    const property = fc.property(keys, page, (list, { after, limit }) => {
      const space = keySpace(size);
      const column = Float64Array.from(list);
      space.mark(column, list.length);
      const all = [...new Set(list.filter((key) => key >= 0))].sort((a, b) => a - b);
      const behind = all.filter((key) => key > after);
      const { count, chosen, more } = space.choose(after, limit);
      expect([count, more]).toEqual([all.length, behind.length > limit]);
      expect([...chosen]).toEqual(behind.slice(0, limit));
      space.toPlaces(column, list.length);
      expect([...column]).toEqual(list.map((key) => behind.slice(0, limit).indexOf(key)));
    });
    fc.assert(property);
  });
});
