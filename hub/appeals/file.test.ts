import { describe, expect, it } from 'vitest';
import type { Level } from '../../protocol/index.ts';
import { partsOf } from '../workorders/order-for.ts';
import { APPEAL_SUBJECTS, type AppealSubject } from './appeal.ts';
import { type FilingFacts, fileAppeal } from './file.ts';

const OPERATOR = { account: 'zhang', roles: ['operator'], staffNo: null };
const CONDUCT = { subject: 'staffConduct', staffNo: 's1' } as const;

function facts(
  levels: { level: Level; business?: Level; service?: Level },
  other: Partial<FilingFacts> = {},
): FilingFacts {
  const parts = partsOf({ caseNo: 'C1', ...levels }, { itemCode: 'i1', staffNo: 's1' });
  const rating = { standing: 'counted', staffNo: 's1', parts };
  return { rating, appealed: false, closesAt: null, now: 1_000, negativeUpTo: 2, ...other };
}

describe('filing an appeal', () => {
  it('is for an operator account, for the person whom the rating names (SZ-22a)', () => {
    expect(fileAppeal(facts({ level: 1 }), CONDUCT, OPERATOR)).toEqual({
      filed: true,
      state: { state: 'filed', filedBy: 'zhang' },
    });
    const handler = { ...OPERATOR, roles: ['handler', 'appealDecider'] };
    expect(fileAppeal(facts({ level: 1 }), CONDUCT, handler)).toMatchObject({
      refusal: { reason: 'notYours' },
    });
    const another = { ...CONDUCT, staffNo: 's2' };
    expect(fileAppeal(facts({ level: 1 }), another, OPERATOR)).toMatchObject({
      refusal: { reason: 'notConcerned' },
    });
    const nobody = facts({ level: 1 });
    nobody.rating.staffNo = '';
    expect(fileAppeal(nobody, CONDUCT, OPERATOR)).toMatchObject({
      refusal: { reason: 'notConcerned' },
    });
  });

  const others = (Object.keys(APPEAL_SUBJECTS) as AppealSubject[]).filter(
    (subject) => subject !== 'staffConduct',
  );
  it.each(others)('against %s is refused (SZ-22b)', (subject) => {
    expect(fileAppeal(facts({ level: 1 }), { ...CONDUCT, subject }, OPERATOR)).toMatchObject({
      filed: false,
      refusal: { reason: 'notAppealable', rule: 'SZ-22b' },
    });
  });

  it.each<[{ level: Level; business?: Level; service?: Level }]>([
    [{ level: 3, business: 1 }],
    [{ level: 5, business: 1, service: 4 }],
    [{ level: 1, business: 1, service: 3 }],
    [{ level: 1, service: 5 }],
  ])('is refused when nothing negative in %j is about the person (SZ-22b)', (levels) => {
    expect(fileAppeal(facts(levels), CONDUCT, OPERATOR)).toMatchObject({
      refusal: { reason: 'notAppealable', rule: 'SZ-22b' },
    });
  });

  it.each<[{ level: Level; business?: Level; service?: Level }]>([
    [{ level: 2 }],
    [{ level: 5, service: 2 }],
    [{ level: 1, business: 1 }],
    [{ level: 4, business: 1, service: 1 }],
  ])('is taken when %j judges the person', (levels) => {
    expect(fileAppeal(facts(levels), CONDUCT, OPERATOR).filed).toBe(true);
  });

  it('against a rating that is not negative is refused', () => {
    expect(fileAppeal(facts({ level: 3, service: 3 }), CONDUCT, OPERATOR)).toMatchObject({
      refusal: { reason: 'notNegative' },
    });
  });

  it.each(['unmatched', 'refused', 'forged', 'notAdopted'])(
    'against a rating that is %s is refused',
    (standing) => {
      const given = facts({ level: 1 });
      given.rating.standing = standing;
      expect(fileAppeal(given, CONDUCT, OPERATOR)).toMatchObject({
        refusal: { reason: 'notCounted' },
      });
    },
  );

  it('comes once, and before its time is over', () => {
    expect(fileAppeal(facts({ level: 1 }, { appealed: true }), CONDUCT, OPERATOR)).toMatchObject({
      refusal: { reason: 'alreadyAppealed' },
    });
    expect(fileAppeal(facts({ level: 1 }, { closesAt: 1_001 }), CONDUCT, OPERATOR).filed).toBe(
      true,
    );
    expect(fileAppeal(facts({ level: 1 }, { closesAt: 1_000 }), CONDUCT, OPERATOR)).toMatchObject({
      refusal: { reason: 'tooLate' },
    });
  });
});
