import { describe, expect, it } from 'vitest';
import type { Level } from '../../protocol/index.ts';
import { orderFor, partsOf, type RatedParts } from './order-for.ts';

const ABOUT = { itemCode: 'i1', staffNo: 's1' };

function plain(levels: { level: Level; business?: Level; service?: Level }): RatedParts {
  const parts = partsOf({ caseNo: 'C1', ...levels }, ABOUT);
  return { standing: 'counted', origin: 'rater', parts };
}

describe('what makes a work order (SZ-21a)', () => {
  it.each<[Level, boolean]>([
    [5, false],
    [4, false],
    [3, false],
    [2, true],
    [1, true],
  ])('an overall level of %i: %s', (level, makes) => {
    expect(orderFor(plain({ level }), 2) !== null).toBe(makes);
  });

  it('any negative indicator, though the overall one is good, and names only the negative ones', () => {
    const part = { caseNo: 'C1', itemCode: 'i1', staffNo: 's1' };
    expect(orderFor(plain({ level: 5, business: 2, service: 4 }), 2)).toEqual({
      caseNos: ['C1'],
      parts: [{ ...part, indicator: 'business', level: 2 }],
    });
    expect(orderFor(plain({ level: 2, business: 1, service: 1 }), 2)?.parts).toEqual([
      { ...part, indicator: 'overall', level: 2 },
      { ...part, indicator: 'business', level: 1 },
      { ...part, indicator: 'service', level: 1 },
    ]);
  });

  it('the limit is the pack’s', () => {
    expect(orderFor(plain({ level: 3 }), 3)).not.toBeNull();
    expect(orderFor(plain({ level: 2 }), 1)).toBeNull();
  });

  it('a batch makes one order naming all its cases (SZ-20a)', () => {
    const batch = ['C1', 'C2', 'C3'];
    const order = orderFor({ ...plain({ level: 1 }), batch }, 2);
    expect(order).toMatchObject({ caseNos: batch, parts: [{ caseNo: 'C1', level: 1 }] });
    expect(orderFor({ ...plain({ level: 4 }), batch }, 2)).toBeNull();
  });

  it('a theme makes one order naming its negative parts (SZ-20b)', () => {
    const parts = [
      { caseNo: 'T', indicator: 'overall', level: 4, itemCode: 't', staffNo: '' },
      { caseNo: 'L1', indicator: 'overall', level: 1, itemCode: 'a', staffNo: 's1' },
      { caseNo: 'L2', indicator: 'overall', level: 5, itemCode: 'b', staffNo: 's2' },
      { caseNo: 'L3', indicator: 'service', level: 2, itemCode: 'c', staffNo: 's3' },
    ] as const;
    const order = orderFor({ standing: 'counted', origin: 'rater', parts }, 2);
    expect(order?.caseNos).toEqual(['L1', 'L3']);
    expect(order?.parts).toEqual([parts[1], parts[3]]);
  });

  it.each(['unmatched', 'refused', 'forged'])('never a rating that is %s', (standing) => {
    expect(orderFor({ ...plain({ level: 1 }), standing }, 2)).toBeNull();
  });

  it.each(['default', 'test'] as const)('never a %s rating (SZ-17b)', (origin) => {
    expect(orderFor({ ...plain({ level: 1 }), origin }, 2)).toBeNull();
  });

  it('still a rating that is not adopted: its order goes on (SZ-22a)', () => {
    expect(orderFor({ ...plain({ level: 1 }), standing: 'notAdopted' }, 2)).not.toBeNull();
  });
});
