import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Hall } from '../faults/hall.ts';
import { attack } from './hostile.ts';

describe('hostile input', () => {
  let hall: Hall;
  beforeAll(async () => {
    hall = await Hall.open({ terminals: 2, seed: 1 });
  });
  afterAll(() => hall.close());

  it('brings down nothing, makes nothing grow, and loses no citizen who rates meanwhile', async () => {
    const report = await attack(hall, { seed: 1, cases: 8_000 });
    process.stderr.write(`${JSON.stringify(report)}\n`);
    expect(report.violations).toEqual([]);
    expect(report.genuine).toBeGreaterThan(10);
  });
});
