import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Hall } from './hall.ts';
import type { MakePlace } from './place.ts';

/** The order of delivery has no say in what counts. */
export function permutationContract(makePlace: MakePlace): void {
  it('counts the same ratings whatever the order and number of deliveries', async () => {
    const property = fc.asyncProperty(
      fc.integer({ min: 1, max: 8 }).chain((cases) =>
        fc.record({
          cases: fc.constant(cases),
          recorded: fc.array(fc.boolean(), { minLength: cases, maxLength: cases }),
          order: fc.array(fc.integer({ min: 0, max: 2 * cases - 1 }), { maxLength: 40 }),
          turns: fc.infiniteStream(fc.boolean()),
        }),
      ),
      async ({ cases, recorded, order, turns }) => {
        const place = await makePlace();
        const hall = await Hall.open(place);
        try {
          const records = Array.from({ length: cases }, (_, i) => hall.record(`C${i}`));
          const ratings = Array.from({ length: cases }, (_, i) => hall.rating({ caseNo: `C${i}` }));
          const all = Array.from({ length: 2 * cases }, (_, i) => i);
          const pending: Promise<unknown>[] = [];
          for (const delivery of [...order, ...all]) {
            const record = records[delivery];
            const rating = ratings[delivery - cases];
            if (record && recorded[delivery]) pending.push(hall.report(record));
            if (rating) pending.push(hall.send(rating));
            if (turns.next().value) await Promise.all(pending);
          }
          await Promise.all(pending);
          const kept = await hall.store.query({ kind: 'ratings', limit: 100 });
          const counted = kept.filter(({ standing }) => standing === 'counted');
          const expected = ratings.filter((_, i) => recorded[i]).map(({ eventId }) => eventId);
          expect(counted.map(({ eventId }) => eventId).sort()).toEqual(expected.sort());
          expect(kept).toHaveLength(cases);
          expect(await hall.contiguousSeq()).toBe(cases);
          expect(await place.problem()).toBeNull();
        } finally {
          await hall.store.stop();
          await place.remove();
        }
      },
    );
    await fc.assert(property, { numRuns: 12 });
  });
}
