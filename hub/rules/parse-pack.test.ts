import { describe, expect, it } from 'vitest';
import { shenzhen, xinjiang } from './built-in.ts';
import { packLabel } from './pack.ts';
import { parsePack } from './parse-pack.ts';

/** What is wrong with Shenzhen's pack after these changes: path and rule, sorted. */
function flaws(changes: object): string[] {
  const parsed = parsePack({ ...shenzhen, ...changes });
  return parsed.ok ? [] : parsed.errors.map(({ path, rule }) => `${path} ${rule ?? '-'}`).sort();
}

describe('a rule pack', () => {
  it('of Shenzhen says what its text says', () => {
    expect(parsePack(shenzhen)).toEqual({ ok: true, pack: shenzhen });
    expect(packLabel(shenzhen)).toBe('shenzhen@1');
    expect(shenzhen).toMatchObject({
      rating: { days: 7, counting: 'natural' },
      defaultLevel: 3,
      supplementary: false,
      batch: { minCases: 2 },
      workOrder: { negativeUpTo: 2, due: { days: 10, counting: 'working' } },
      figures: { smallestGroup: 5 },
    });
  });

  it('of another place has other numbers and needs no other code', () => {
    expect(parsePack(xinjiang).ok).toBe(true);
    expect(xinjiang).toMatchObject({ rating: { days: 5, counting: 'working' }, defaultLevel: 4 });
  });

  it('is named with everything that is wrong with it at once, and the rules that this touches', () => {
    const wrong = {
      timeZone: 'Asia/Nowhere',
      validFrom: '2026-02-29',
      rating: { days: 0, counting: 'lunar' },
      batch: { minCases: 1 },
      reminder: { afterDays: 3, from: '20:00', until: '09:00' },
      workOrder: { ...shenzhen.workOrder, due: { days: 10 }, nearlyDueDays: -1 },
      extra: 1,
    };
    expect(flaws(wrong)).toEqual(
      [
        ' -',
        'batch.minCases SZ-20a',
        'rating.counting SZ-17a',
        'rating.days SZ-17a',
        'reminder.until SZ-13',
        'timeZone -',
        'validFrom -',
        'workOrder.due.counting SZ-21b',
        'workOrder.nearlyDueDays SZ-21b',
      ].sort(),
    );
  });

  it('is refused whole where it is no object', () => {
    for (const data of [null, 7, 'pack', []]) expect(parsePack(data).ok).toBe(false);
  });

  it('reminds while there is still a day to rate, in hours that follow each other (SZ-13)', () => {
    const reminder = { afterDays: 6, from: '09:00', until: '20:00' };
    expect(flaws({ reminder })).toEqual([]);
    expect(flaws({ reminder: null })).toEqual([]);
    expect(flaws({ reminder: { ...reminder, afterDays: 7 } })).toEqual([
      'reminder.afterDays SZ-13',
    ]);
    expect(flaws({ reminder: { ...reminder, until: '09:00' } })).toEqual(['reminder.until SZ-13']);
    expect(flaws({ reminder: { ...reminder, until: '24:00' } })).toEqual(['reminder.until SZ-13']);
  });

  it('opens no work order by a default rating (SZ-17b)', () => {
    const workOrder = { ...shenzhen.workOrder, negativeUpTo: 3 };
    expect(flaws({ workOrder })).toEqual(['workOrder.negativeUpTo SZ-17b']);
    expect(flaws({ workOrder, defaultLevel: 4 })).toEqual([]);
  });

  it('calls an order nearly due only within its term (SZ-21b)', () => {
    const workOrder = { ...shenzhen.workOrder, nearlyDueDays: 10 };
    expect(flaws({ workOrder })).toEqual(['workOrder.nearlyDueDays SZ-21b']);
    expect(flaws({ workOrder: { ...workOrder, nearlyDueDays: 9 } })).toEqual([]);
  });
});
