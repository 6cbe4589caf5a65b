import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AppealState, appealNo, parseAppealNo } from './appeal.ts';
import { decideAppeal } from './decide.ts';

const filed: AppealState = { state: 'filed', filedBy: 'zhang' };
const upheld: AppealState = { state: 'decided', filedBy: 'zhang', upheld: true, decidedBy: 'li' };
const rejected: AppealState = { ...upheld, upheld: false };
const final: AppealState = { ...upheld, state: 'rechecked', decidedBy: 'wu' };

function person(account: string, other: { roles?: string[]; staffNo?: string } = {}) {
  return { account, roles: ['appealDecider'], staffNo: null, ...other };
}
function facts(appeal: AppealState, standing: string) {
  return { appeal, staffNo: 's1', standing };
}

describe('deciding an appeal (SZ-22a)', () => {
  it('upheld: the rating is not adopted; rejected: it counts', () => {
    expect(decideAppeal(facts(filed, 'counted'), true, person('li'))).toEqual({
      decided: true,
      next: upheld,
      standing: 'notAdopted',
    });
    expect(decideAppeal(facts(filed, 'counted'), false, person('li'))).toEqual({
      decided: true,
      next: rejected,
      standing: 'counted',
    });
  });

  it('is for an account with the role, and for another person than rated or filed', () => {
    const refusal = (by: ReturnType<typeof person>) => {
      const decision = decideAppeal(facts(filed, 'counted'), true, by);
      return decision.decided ? null : decision.refusal.reason;
    };
    expect(refusal(person('li', { roles: ['administrator', 'operator'] }))).toBe('notYours');
    expect(refusal(person('zhang'))).toBe('samePerson');
    expect(refusal(person('s1'))).toBe('samePerson');
    expect(refusal(person('li', { staffNo: 's1' }))).toBe('samePerson');
    expect(refusal(person('li', { staffNo: 's2' }))).toBeNull();
  });

  it('can be reversed once on re-check, by a third person', () => {
    expect(decideAppeal(facts(upheld, 'notAdopted'), false, person('wu'))).toEqual({
      decided: true,
      next: { state: 'rechecked', filedBy: 'zhang', upheld: false, decidedBy: 'wu' },
      standing: 'counted',
    });
    expect(decideAppeal(facts(rejected, 'counted'), true, person('wu'))).toMatchObject({
      standing: 'notAdopted',
    });
    expect(decideAppeal(facts(upheld, 'notAdopted'), false, person('li'))).toMatchObject({
      refusal: { reason: 'samePerson' },
    });
    expect(decideAppeal(facts(upheld, 'notAdopted'), true, person('wu'))).toMatchObject({
      refusal: { reason: 'nothingToReverse' },
    });
    expect(decideAppeal(facts(final, 'notAdopted'), false, person('zhao'))).toMatchObject({
      refusal: { reason: 'final' },
    });
  });

  it('is refused when the rating has stopped counting meanwhile', () => {
    expect(decideAppeal(facts(filed, 'forged'), true, person('li'))).toMatchObject({
      refusal: { reason: 'notCounted' },
    });
    expect(decideAppeal(facts(upheld, 'forged'), false, person('wu'))).toMatchObject({
      refusal: { reason: 'notCounted' },
    });
  });

  it('ends after two decisions at most, never by one person twice, whoever asks for what', () => {
    const asking = fc.record({
      uphold: fc.boolean(),
      by: fc.constantFrom('zhang', 's1', 'li', 'wu', 'zhao').map((name) => person(name)),
    });
    const property = fc.property(fc.array(asking, { maxLength: 20 }), (askings) => {
      let appeal: AppealState = filed;
      let standing = 'counted';
      const deciders: string[] = [];
      for (const { uphold, by } of askings) {
        const decision = decideAppeal(facts(appeal, standing), uphold, by);
        if (!decision.decided) continue;
        ({ next: appeal, standing } = decision);
        deciders.push(by.account);
        expect(standing === 'notAdopted').toBe(decision.next.upheld);
      }
      expect(deciders.length).toBeLessThanOrEqual(2);
      expect(new Set(deciders).size).toBe(deciders.length);
      expect(deciders).not.toContain('zhang');
      expect(deciders).not.toContain('s1');
    });
    fc.assert(property);
  });
});

describe('the number of an appeal', () => {
  it('leads back to the day and the ledger position of the rating', () => {
    expect(appealNo('2026-11-20', 123)).toBe('SS20261120-000123');
    expect(parseAppealNo('SS20261120-000123')).toEqual({ day: '2026-11-20', rating: 123 });
    expect(parseAppealNo('GD20261120-000123')).toBeNull();
  });
});
