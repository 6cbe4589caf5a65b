import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Hall } from './hall.ts';
import { planOf, SIZE } from './plan.ts';
import { run } from './run.ts';

/** Each let something be lost once, or has what the others lack; `npm run faults` has many more. */
const SEEDS = [
  [22, 'a backup restored that knows nothing of what was receipted since'],
  [21, 'terminals killed, and a rating cut in its middle'],
] as const;

describe('nothing is lost, doubled or invented', () => {
  let hall: Hall;
  beforeAll(async () => {
    hall = await Hall.open({ terminals: SIZE.terminals, seed: 1 });
  });
  afterAll(() => hall.close());

  it.each(SEEDS)('under seed %i: %s', async (seed) => {
    const outcome = await run(hall, planOf(seed, SIZE));
    expect(outcome.violations, `again: npm run faults -- --from ${seed} --seeds 1`).toEqual([]);
    expect(outcome.taps).toBeGreaterThan(5);
    expect(outcome.ratings).toBeGreaterThanOrEqual(outcome.taps - outcome.refused);
  });
});
