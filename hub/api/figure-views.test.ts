import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CELLS } from '../statistics/cells.ts';
import { FIGURE_DIMENSIONS } from '../statistics/dimension.ts';
import { FiguresSchema, figuresOf } from './figure-views.ts';

describe('the answer to a question about figures', () => {
  it('is what its schema says, whatever the counters hold', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 1_000_000 }), {
      minLength: CELLS,
      maxLength: CELLS,
    });
    const counts = fc.record({ ratings: amounts, cases: amounts });
    const by = fc.subarray([...FIGURE_DIMENSIONS], { maxLength: 3 });
    const property = fc.property(by, fc.array(counts), counts, (dimensions, all, total) => {
      const key = Object.fromEntries(dimensions.map((dimension) => [dimension, 'x']));
      const groups = all.map((one) => ({ key, counts: one }));
      const question = { from: '2026-01-01', to: '2026-12-31', by: dimensions, limit: 10 };
      const answer = { groups, count: groups.length, total, next: null };
      const figures = figuresOf(question, answer);
      expect(FiguresSchema.strict().parse(figures)).toEqual(figures);
    });
    fc.assert(property);
  });
});
