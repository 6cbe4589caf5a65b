import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ArrivalCurveSchema, arrivalsOf, steadyArrivals } from './curve.ts';

const file = join(import.meta.dirname, 'curves/hall-day.json');
const HALL_DAY = ArrivalCurveSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

describe('an arrival curve', () => {
  it('finishes all cases of the day, as much faster as asked', () => {
    const { forMs, dueBy } = arrivalsOf(HALL_DAY, { cases: 5_000, speed: 60 });
    expect(forMs).toBe((8.5 * 3_600_000) / 60);
    expect(dueBy(0)).toBe(0);
    expect(dueBy(forMs)).toBe(5_000);
    expect(dueBy(forMs * 2)).toBe(5_000);
  });

  it('never takes a case back', () => {
    const { forMs, dueBy } = arrivalsOf(HALL_DAY, { cases: 999, speed: 1 });
    const steps = Array.from({ length: 1_000 }, (_, n) => dueBy((forMs * n) / 999));
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });

  it('of a hall has two peaks and a trough at lunch', () => {
    const { dueBy } = arrivalsOf(HALL_DAY, { cases: 100_000, speed: 1 });
    const opens = 8.5;
    const between = (from: number, to: number) =>
      dueBy((to - opens) * 3_600_000) - dueBy((from - opens) * 3_600_000);
    const [morning, lunch, afternoon] = [between(9.5, 10.5), between(12, 13), between(14.5, 15.5)];
    expect(morning).toBeGreaterThan(5 * lunch);
    expect(afternoon).toBeGreaterThan(5 * lunch);
    expect(morning).toBeGreaterThan(afternoon);
  });

  it('may be flat', () => {
    expect(steadyArrivals(10, 2_000).dueBy(1_000)).toBe(10);
    expect(steadyArrivals(10, 2_000).dueBy(9_000)).toBe(20);
  });
});
