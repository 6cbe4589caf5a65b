import type { Rating, RefusalReason, Stage } from '../../protocol/index.ts';
import type { Explanation } from '../store/port.ts';
import { type LeftOut, leftOutOf } from './rating-scope.ts';
import { tapTime } from './tap-time.ts';

/** What the store knows at the moment a rating arrives. */
export interface RatingFacts extends InvitationFacts, EventFacts {
  /** The terminal on whose topic it came; null when none such is enrolled. */
  terminal: { terminalId: string; status: 'enrolled' | 'suspended' | 'revoked' } | null;
  /** Another event of this terminal has the same sequence number. */
  sequenceTaken: boolean;
}

export interface EventFacts {
  /** An earlier rating under the same event id, and whether it says the same. */
  sameEvent: { sameBody: boolean } | null;
}

/** What the store knows about the right to rate. */
export interface InvitationFacts {
  /** The prompt it answers, if the hub made it; an agent's own prompts are unknown here. */
  prompt: PromptFacts | null;
  /** The invitation of its case and stage. */
  invitation: { invitationId: string; closesAt: number; ratedAt: number | null } | null;
  /** It names an invitation, and that one is for another case or stage. */
  namesAnotherInvitation: boolean;
  /** It gives no level to any case of the invitation (SZ-20b). */
  ratesNothing: boolean;
}

export interface PromptFacts {
  terminalId: string;
  caseNo: string;
  stage: Stage;
  issuedAt: number;
  showUntil: number;
}

export interface JudgeRules {
  /** Name and version of the rule pack. */
  pack: string;
  promptGraceMs: number;
}

export type Standing =
  | { standing: 'counted' | 'unmatched'; explanation: Explanation }
  | { standing: 'refused'; reason: RefusalReason; explanation: Explanation };

/** One tap, by whatever road it came (SZ-12). */
export interface Tap {
  /** The terminal, or the other entrance by which it came. */
  terminalId: string;
  caseNo: string;
  stage: Stage;
  tappedAt: number;
  /** What of it does not count at its stage (SZ-18e). */
  leftOut: LeftOut | null;
}

export type RatingDecision =
  | { verdict: 'kept'; tappedAt: number; standing: Standing }
  /** Has it already: the same receipt again. */
  | { verdict: 'duplicate' }
  | { verdict: 'quarantined'; reason: RefusalReason };

/**
 * What becomes of a readable rating (architecture §5, 3 and 11). Pure. Identity first, so that a
 * resend gets the same answer whatever has happened to its case meanwhile; then the rules.
 */
export function judge(
  facts: RatingFacts,
  rating: Rating,
  receivedAt: number,
  rules: JudgeRules,
): RatingDecision {
  if (facts.terminal === null || facts.terminal.status === 'revoked') {
    return { verdict: 'quarantined', reason: 'unknownTerminal' };
  }
  if (rating.terminalId !== facts.terminal.terminalId) {
    return { verdict: 'quarantined', reason: 'wrongTerminal' };
  }
  const again = judgeAgain(facts);
  if (again !== null) return again;
  if (facts.sequenceTaken) return { verdict: 'quarantined', reason: 'sequenceConflict' };
  const tappedAt = tapTime({
    deviceTime: Date.parse(rating.deviceTime),
    clockOffsetMs: rating.clockOffsetMs,
    notBefore: facts.prompt?.issuedAt ?? null,
    receivedAt,
  });
  const { terminalId, body } = rating;
  const { caseNo, stage } = body;
  const tap = { terminalId, caseNo, stage, tappedAt, leftOut: leftOutOf(stage, body) };
  return { verdict: 'kept', tappedAt, standing: standingOf(facts, tap, rules) };
}

/** What is said of an event id that came before: the same receipt again, or a conflict. */
export function judgeAgain({ sameEvent }: EventFacts): RatingDecision | null {
  if (sameEvent === null) return null;
  if (sameEvent.sameBody) return { verdict: 'duplicate' };
  return { verdict: 'quarantined', reason: 'bodyConflict' };
}

/**
 * Whether a tap counts. Used when the rating arrives, and again when the service record arrives
 * that it had to wait for, or when a forged rating turns out to have stood in its place.
 */
export function standingOf(
  facts: InvitationFacts,
  tap: Tap,
  { pack, promptGraceMs }: JudgeRules,
): Standing {
  const { prompt, invitation } = facts;
  const aside = tap.leftOut === null ? {} : { leftOut: tap.leftOut };
  const refused = (reason: RefusalReason, rule: string, facts: object): Standing => ({
    standing: 'refused',
    reason,
    explanation: { rule, pack, facts: { tappedAt: tap.tappedAt, ...facts, ...aside } },
  });

  if (facts.namesAnotherInvitation || (prompt !== null && !answers(tap, prompt))) {
    return refused('notInvited', 'SZ-18', {
      promptedFor: prompt && { caseNo: prompt.caseNo, stage: prompt.stage },
    });
  }
  if (invitation === null) {
    const explanation = { rule: 'SZ-18', pack, facts: { known: false, ...aside } };
    return { standing: 'unmatched', explanation };
  }
  const { invitationId, closesAt, ratedAt } = invitation;
  if (facts.ratesNothing) return refused('notInvited', 'SZ-20b', { invitationId });
  if (prompt !== null && tap.tappedAt > prompt.showUntil + promptGraceMs) {
    return refused('promptExpired', 'SZ-14a', { showUntil: prompt.showUntil, promptGraceMs });
  }
  if (tap.tappedAt >= closesAt) return refused('tooLate', 'SZ-17a', { invitationId, closesAt });
  if (ratedAt !== null) return refused('alreadyRated', 'SZ-1R', { invitationId, ratedAt });
  return {
    standing: 'counted',
    explanation: { rule: 'SZ-17a', pack, facts: { invitationId, closesAt, ...aside } },
  };
}

function answers(tap: Tap, prompt: PromptFacts): boolean {
  return (
    tap.terminalId === prompt.terminalId &&
    tap.caseNo === prompt.caseNo &&
    tap.stage === prompt.stage
  );
}
