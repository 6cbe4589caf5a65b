import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrived } from './sequence.ts';

describe('the gap-free front', () => {
  it('ends at the last number before the first gap, in whatever order and how often they come', () => {
    const seqs = fc.array(fc.integer({ min: 1, max: 30 }));
    fc.assert(
      fc.property(seqs, (numbers) => {
        const state = { contiguous: 0, ahead: new Set<number>() };
        for (const seq of numbers) arrived(state, seq);
        const all = new Set(numbers);
        let front = 0;
        while (all.has(front + 1)) front++;
        expect(state.contiguous).toBe(front);
        expect([...state.ahead].sort()).toEqual([...all].filter((seq) => seq > front).sort());
      }),
    );
  });
});
