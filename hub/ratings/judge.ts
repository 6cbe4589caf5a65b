import type { Rating, RefusalReason, Stage } from '../../protocol/index.ts';
import type { Explanation } from '../store/port.ts';
import { tapTime } from './tap-time.ts';

/** What the store knows at the moment a rating arrives. */
export interface RatingFacts extends InvitationFacts {
  /** The terminal on whose topic it came; null when none such is enrolled. */
  terminal: { terminalId: string; status: 'enrolled' | 'suspended' | 'revoked' } | null;
  /** An earlier rating under the same event id, and whether it says the same. */
  sameEvent: { sameBody: boolean } | null;
  /** Another event of this terminal has the same sequence number. */
  sequenceTaken: boolean;
}

/** What the store knows about the right to rate. */
export interface InvitationFacts {
  /** The prompt it answers, if the hub made it; an agent's own prompts are unknown here. */
  prompt: PromptFacts | null;
  /** The invitation of its case and stage. */
  invitation: { invitationId: string; closesAt: number; ratedAt: number | null } | null;
  /** It names an invitation, and that one is for another case or stage. */
  namesAnotherInvitation: boolean;
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
  if (facts.sameEvent !== null) {
    if (facts.sameEvent.sameBody) return { verdict: 'duplicate' };
    return { verdict: 'quarantined', reason: 'bodyConflict' };
  }
  if (facts.sequenceTaken) return { verdict: 'quarantined', reason: 'sequenceConflict' };
  const tappedAt = tapTime({
    deviceTime: Date.parse(rating.deviceTime),
    clockOffsetMs: rating.clockOffsetMs,
    promptIssuedAt: facts.prompt?.issuedAt ?? null,
    receivedAt,
  });
  const tap = {
    terminalId: rating.terminalId,
    caseNo: rating.body.caseNo,
    stage: rating.body.stage,
    tappedAt,
  };
  return { verdict: 'kept', tappedAt, standing: standingOf(facts, tap, rules) };
}

/**
 * Whether a tap counts. Used when the rating arrives, and again when the service record arrives
 * that it had to wait for, or when a forged rating turns out to have stood in its place.
 */
export function standingOf(
  facts: InvitationFacts,
  tap: { terminalId: string; caseNo: string; stage: Stage; tappedAt: number },
  { pack, promptGraceMs }: JudgeRules,
): Standing {
  const { prompt, invitation } = facts;
  const refused = (reason: RefusalReason, rule: string, facts: object): Standing => ({
    standing: 'refused',
    reason,
    explanation: { rule, pack, facts: { tappedAt: tap.tappedAt, ...facts } },
  });

  if (facts.namesAnotherInvitation || (prompt !== null && !answers(tap, prompt))) {
    return refused('notInvited', 'SZ-18', {
      promptedFor: prompt && { caseNo: prompt.caseNo, stage: prompt.stage },
    });
  }
  if (invitation === null) {
    return { standing: 'unmatched', explanation: { rule: 'SZ-18', pack, facts: { known: false } } };
  }
  const { invitationId, closesAt, ratedAt } = invitation;
  if (prompt !== null && tap.tappedAt > prompt.showUntil + promptGraceMs) {
    return refused('promptExpired', 'SZ-14a', { showUntil: prompt.showUntil, promptGraceMs });
  }
  if (tap.tappedAt >= closesAt) return refused('tooLate', 'SZ-17a', { invitationId, closesAt });
  if (ratedAt !== null) return refused('alreadyRated', 'SZ-1R', { invitationId, ratedAt });
  return {
    standing: 'counted',
    explanation: { rule: 'SZ-17a', pack, facts: { invitationId, closesAt } },
  };
}

function answers(
  tap: { terminalId: string; caseNo: string; stage: Stage },
  prompt: PromptFacts,
): boolean {
  return (
    tap.terminalId === prompt.terminalId &&
    tap.caseNo === prompt.caseNo &&
    tap.stage === prompt.stage
  );
}
