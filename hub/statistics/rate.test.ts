import { describe, expect, it } from 'vitest';
import { CELLS, cellOf, emptyCounts } from './cells.ts';
import { ratesOf } from './rate.ts';
import { isPerPerson, summaryOf } from './summary.ts';

const NONE = [0, 0, 0, 0, 0];

describe('the rates', () => {
  it('count 基本满意 as satisfied, never as 不满意', () => {
    expect(ratesOf([0, 0, 10, 0, 0], NONE)).toMatchObject({ satisfaction: 1, meanLevel: 3 });
    expect(ratesOf([0, 0, 0, 10, 0], NONE)).toMatchObject({ satisfaction: 0, meanLevel: 2 });
    expect(ratesOf([1, 1, 1, 1, 1], NONE)).toMatchObject({ satisfaction: 0.6, meanLevel: 3 });
  });

  it('state defaults apart: without them, and with them', () => {
    expect(ratesOf([0, 0, 0, 0, 4], [0, 0, 4, 0, 0])).toEqual({
      satisfaction: 0,
      satisfactionWithDefaults: 0.5,
      meanLevel: 1,
      meanLevelWithDefaults: 2,
    });
  });

  it('follow the default level of the pack', () => {
    expect(ratesOf(NONE, [0, 4, 0, 0, 0])).toMatchObject({
      satisfaction: null,
      satisfactionWithDefaults: 1,
      meanLevelWithDefaults: 4,
    });
  });

  it('are nothing, not zero, where nothing was counted', () => {
    expect(new Set(Object.values(ratesOf(NONE, NONE)))).toEqual(new Set([null]));
  });
});

describe('a summary', () => {
  const counts = emptyCounts();
  counts.ratings[cellOf('citizen', 5)] = 3;
  counts.cases[cellOf('citizen', 5)] = 30;
  counts.ratings[cellOf('notAdopted', 1)] = 1;
  counts.ratings[cellOf('default', 3)] = 2;
  for (const kind of ['test', 'unmatched', 'refused', 'forged'] as const) {
    counts.ratings[cellOf(kind, 1)] = 7;
    counts.ratings[cellOf(kind, 0)] = 1;
  }

  it('keeps what was not adopted, except for a person (SZ-22a)', () => {
    const ofHall = summaryOf(counts, { perPerson: false }).ratings;
    const ofPerson = summaryOf(counts, { perPerson: true }).ratings;
    expect(ofHall).toMatchObject({ levels: [3, 0, 0, 0, 1], satisfaction: 0.75, notAdopted: 1 });
    expect(ofPerson).toMatchObject({ levels: [3, 0, 0, 0, 0], satisfaction: 1, notAdopted: 1 });
  });

  it('has test, unmatched, refused and forged ratings in no rate, and states each apart', () => {
    const { ratings } = summaryOf(counts, { perPerson: false });
    expect(ratings).toMatchObject({ test: 8, unmatched: 8, refused: 8, forged: 8, default: 2 });
    expect(ratings.levels.reduce((sum, one) => sum + one)).toBe(4);
  });

  it('states ratings and cases both (SZ-20a)', () => {
    const { ratings, cases } = summaryOf(counts, { perPerson: false });
    expect([ratings.citizen, cases.citizen]).toEqual([3, 30]);
    expect(cases.satisfaction).toBe(1);
  });

  it('is of a person when grouped or narrowed by staff (SZ-24)', () => {
    expect(isPerPerson({ by: ['hall', 'staff'] })).toBe(true);
    expect(isPerPerson({ by: ['hall'], where: { staff: ['s1'] } })).toBe(true);
    expect(isPerPerson({ by: ['window', 'item'], where: { hall: ['H1'] } })).toBe(false);
  });

  it('has a cell of its own for each kind and level', () => {
    expect(emptyCounts().ratings).toHaveLength(CELLS);
    expect(() => cellOf('citizen', 6)).toThrow(RangeError);
  });
});
