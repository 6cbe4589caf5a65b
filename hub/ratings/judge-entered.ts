import type { Stage } from '../../protocol/index.ts';
import {
  type EventFacts,
  type InvitationFacts,
  type JudgeRules,
  judgeAgain,
  type RatingDecision,
  standingOf,
} from './judge.ts';
import { leftOutOf, type SaidParts } from './rating-scope.ts';
import { tapTime } from './tap-time.ts';

/** What the store knows when a rating arrives that came by no terminal. */
export interface EnteredFacts extends EventFacts, Omit<InvitationFacts, 'prompt'> {
  /** When its case reached the stage, in epoch milliseconds; null while that is not known. */
  completedAt: number | null;
  /** It came by a link whose invitation is no more. */
  linkIsDead: boolean;
}

/** A rating from a phone or a business system, as far as the judge looks at it. */
export interface EnteredTap {
  /** The entrance by which it came. */
  terminalId: string;
  /** null where nobody's clock is to be trusted: then the arrival counts. */
  ratedAt: number | null;
  body: SaidParts & { caseNo: string; stage: Stage };
}

/**
 * What becomes of a rating that came by no terminal (SZ-12): the same rules, with another sender.
 * A link dies with its invitation (SZ-14c). When it was given is told by the business system,
 * never before the case reached the stage and never after the message arrived.
 */
export function judgeEntered(
  facts: EnteredFacts,
  { terminalId, ratedAt, body }: EnteredTap,
  receivedAt: number,
  rules: JudgeRules,
): RatingDecision {
  const again = judgeAgain(facts);
  if (again !== null) return again;
  if (facts.linkIsDead) return { verdict: 'quarantined', reason: 'notInvited' };
  const tappedAt = tapTime({
    deviceTime: ratedAt ?? receivedAt,
    clockOffsetMs: null,
    notBefore: facts.completedAt,
    receivedAt,
  });
  const { caseNo, stage } = body;
  const tap = { terminalId, caseNo, stage, tappedAt, leftOut: leftOutOf(stage, body) };
  return {
    verdict: 'kept',
    tappedAt,
    standing: standingOf({ ...facts, prompt: null }, tap, rules),
  };
}
