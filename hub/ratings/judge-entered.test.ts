import { describe, expect, it } from 'vitest';
import { type EnteredFacts, judgeEntered } from './judge-entered.ts';

const NOON = Date.parse('2026-11-22T12:00:00+08:00');
const RULES = { pack: 'shenzhen@1', promptGraceMs: 0 };
const invitation = { invitationId: 'i1', closesAt: NOON + 1, ratedAt: null };
const FACTS: EnteredFacts = {
  sameEvent: null,
  linkIsDead: false,
  completedAt: NOON - 60_000,
  invitation,
  namesAnotherInvitation: false,
  ratesNothing: false,
};
const TAP = {
  terminalId: 'phone',
  ratedAt: null as number | null,
  body: { caseNo: 'C1', stage: 'completion' as const },
};

function verdict(facts: Partial<EnteredFacts>): string {
  const decision = judgeEntered({ ...FACTS, ...facts }, TAP, NOON, RULES);
  if (decision.verdict === 'duplicate') return 'duplicate';
  if (decision.verdict === 'quarantined') return decision.reason;
  const { standing } = decision;
  return standing.standing === 'refused' ? standing.reason : standing.standing;
}

describe('the judge of ratings without a terminal', () => {
  it.each<[string, Partial<EnteredFacts>]>([
    ['counted', {}],
    ['duplicate', { sameEvent: { sameBody: true }, linkIsDead: true }],
    ['bodyConflict', { sameEvent: { sameBody: false } }],
    ['notInvited', { linkIsDead: true }],
    ['notInvited', { namesAnotherInvitation: true }],
    ['unmatched', { invitation: null, completedAt: null }],
    ['tooLate', { invitation: { ...invitation, closesAt: NOON } }],
    ['alreadyRated', { invitation: { ...invitation, ratedAt: NOON - 1 } }],
  ])('says %s for %o', (expected, facts) => {
    expect(verdict(facts)).toBe(expected);
  });

  it.each([
    ['the arrival, where no clock is trusted', null, NOON],
    ['what the system says', NOON - 30_000, NOON - 30_000],
    ['completion at the earliest', NOON - 90_000, NOON - 60_000],
    ['arrival at the latest', NOON + 90_000, NOON],
  ])('takes for the time of rating %s', (_, ratedAt, tappedAt) => {
    expect(judgeEntered(FACTS, { ...TAP, ratedAt }, NOON, RULES)).toMatchObject({ tappedAt });
  });
});
