import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Amount } from './contributions.ts';
import { FIGURE_KINDS, type FigureKey, figureValues } from './figure.ts';
import { differences, differenceText } from './recount.ts';
import { Tally } from './tally.ts';

const PLACE = { hallId: 'H1', departmentCode: 'd', windowNo: 'A', itemCode: 'i', staffNo: 's' };
const keys: fc.Arbitrary<FigureKey> = fc.record({
  ...Object.fromEntries(Object.entries(PLACE).map(([name, value]) => [name, fc.constant(value)])),
  day: fc.constantFrom('2026-01-01', '2026-01-02'),
  level: fc.constantFrom(5, 1),
  channel: fc.constant('qr'),
  kind: fc.constantFrom(...FIGURE_KINDS),
}) as fc.Arbitrary<FigureKey>;
const entry = fc.tuple(keys, fc.record({ ratings: fc.integer(), cases: fc.integer() }));

function tallyOf(entries: readonly [FigureKey, Amount][]): Tally {
  const tally = new Tally();
  for (const [key, amount] of entries) tally.add(key, amount);
  return tally;
}

function rowsOf(entries: readonly [FigureKey, Amount][]) {
  return [...tallyOf(entries).groups()].map(({ values, ...amount }) => {
    const [day, , , , , , level, channel, kind] = values;
    return { ...PLACE, day, level, channel, kind, ...amount };
  });
}

describe('a recount', () => {
  it('finds no difference between counters and the ledger that made them', () => {
    const property = fc.property(fc.array(entry), (entries) => {
      expect([...differences(tallyOf(entries), rowsOf(entries))]).toEqual([]);
    });
    fc.assert(property);
  });

  it('names exactly the group that was changed, taken away or invented', () => {
    const change = fc.record({ ratings: fc.integer(), cases: fc.integer() });
    const property = fc.property(fc.array(entry), keys, change, (entries, key, by) => {
      const found = [...differences(tallyOf(entries), rowsOf([...entries, [key, by]]))];
      const changed = by.ratings !== 0 || by.cases !== 0;
      expect(found.map(({ values }) => values)).toEqual(changed ? [figureValues(key)] : []);
      for (const { kept, ledger } of found) {
        expect(kept.ratings - ledger.ratings).toBe(by.ratings);
        expect(kept.cases - ledger.cases).toBe(by.cases);
      }
    });
    fc.assert(property);
  });

  it('looks at the days it was asked for only', () => {
    const row = (day: string) =>
      ({ ...PLACE, day, level: 5, channel: 'qr', kind: 'citizen', ratings: 1, cases: 1 }) as const;
    const rows = [row('2026-01-01'), row('2026-01-02'), row('2026-01-03')];
    const range = { from: '2026-01-02', to: '2026-01-02' };
    const [first, ...others] = differences(new Tally(), rows, range);
    expect(others).toEqual([]);
    expect(first && differenceText(first)).toBe(
      '2026-01-02 / H1 / d / A / i / s / 5 / qr / citizen: ' +
        'counted 1 ratings of 1 cases, the ledger says 0 ratings of 0 cases',
    );
  });
});
