import { describe, expect, it } from 'vitest';
import { Hall, MINUTE, NOON } from '../store/contract/hall.ts';
import { openPlace } from '../store/sqlite/contract-place.ts';
import { judge, type PromptFacts, type RatingFacts } from './judge.ts';

const RULES = { pack: 'shenzhen@1', promptGraceMs: 10 * MINUTE };
const rating = new Hall(openPlace(''), null as never).rating({ caseNo: 'C1' });
const PROMPT: PromptFacts = {
  terminalId: 'eva-1',
  caseNo: 'C1',
  stage: 'completion',
  issuedAt: NOON - MINUTE,
  showUntil: NOON + 4 * MINUTE,
};
const FACTS: RatingFacts = {
  terminal: { terminalId: 'eva-1', status: 'enrolled' },
  sameEvent: null,
  sequenceTaken: false,
  prompt: PROMPT,
  invitation: { invitationId: 'i1', closesAt: NOON + 1, ratedAt: null },
  namesAnotherInvitation: false,
  ratesNothing: false,
};
const invitation = { invitationId: 'i1', closesAt: NOON + 1, ratedAt: null };

/** What the judge says of a tap at noon, in one word. */
function verdict(facts: Partial<RatingFacts>): string {
  const decision = judge({ ...FACTS, ...facts }, rating, NOON + MINUTE, RULES);
  if (decision.verdict === 'duplicate') return 'duplicate';
  if (decision.verdict === 'quarantined') return decision.reason;
  const { standing } = decision;
  return standing.standing === 'refused' ? standing.reason : standing.standing;
}

describe('the judge', () => {
  it.each<[string, Partial<RatingFacts>]>([
    ['counted', {}],
    ['counted', { prompt: null }],
    ['counted', { terminal: { terminalId: 'eva-1', status: 'suspended' } }],
    ['notInvited', { ratesNothing: true }],
    ['unmatched', { ratesNothing: true, invitation: null }],
    ['unknownTerminal', { terminal: null }],
    ['unknownTerminal', { terminal: { terminalId: 'eva-1', status: 'revoked' } }],
    ['wrongTerminal', { terminal: { terminalId: 'eva-2', status: 'enrolled' } }],
    ['duplicate', { sameEvent: { sameBody: true } }],
    ['bodyConflict', { sameEvent: { sameBody: false } }],
    ['sequenceConflict', { sequenceTaken: true }],
    ['unmatched', { invitation: null, prompt: null }],
    ['notInvited', { namesAnotherInvitation: true }],
    ['notInvited', { prompt: { ...PROMPT, caseNo: 'C2' } }],
    ['notInvited', { prompt: { ...PROMPT, terminalId: 'eva-2' } }],
    ['counted', { prompt: { ...PROMPT, showUntil: NOON - 10 * MINUTE } }],
    ['promptExpired', { prompt: { ...PROMPT, showUntil: NOON - 10 * MINUTE - 1 } }],
    ['tooLate', { invitation: { ...invitation, closesAt: NOON } }],
    ['alreadyRated', { invitation: { ...invitation, ratedAt: NOON - 1 } }],
  ])('says %s for %o', (expected, facts) => {
    expect(verdict(facts)).toBe(expected);
  });

  it('answers a resend alike, whatever has become of the case meanwhile', () => {
    const rated = { invitation: { ...invitation, closesAt: 0, ratedAt: NOON } };
    expect(verdict({ ...rated, sameEvent: { sameBody: true } })).toBe('duplicate');
  });

  it('explains each decision by rule, pack and facts', () => {
    const late = { ...FACTS, invitation: { ...invitation, closesAt: NOON } };
    expect(judge(late, rating, NOON + MINUTE, RULES)).toMatchObject({
      tappedAt: NOON,
      standing: {
        explanation: {
          rule: 'SZ-17a',
          pack: 'shenzhen@1',
          facts: { tappedAt: NOON, closesAt: NOON },
        },
      },
    });
  });
});
