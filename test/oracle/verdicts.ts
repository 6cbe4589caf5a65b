import type { HallFacts, Invitation, RatingFact, Verdict } from './facts.ts';

/** A tap so long after its prompt went away still belongs to it. */
const PROMPT_GRACE_MS = 10 * 60_000;

/** How every rating stands, by its event id. */
export function verdictsOf(
  { ratings }: HallFacts,
  invitations: readonly Invitation[],
): Map<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  const cases = new Map(ratings.map(({ rating }) => [rating.eventId, rating.body.caseNo]));
  const caseOf = (eventId: string) => cases.get(eventId) ?? '';
  for (const fact of ratings) {
    verdicts.set(fact.rating.eventId, alone(fact, invitations));
  }
  for (const invitation of invitations) {
    const counted = [...verdicts]
      .filter(([, one]) => one.standing === 'counted' && one.invitation === invitation)
      .toSorted(([id, a], [otherId, b]) => a.tappedAt - b.tappedAt || (id < otherId ? -1 : 1));
    // SZ-1R: the first tap counts, whenever it came. SZ-20b: if that is of a linked case, then so
    // does the first of each other linked case.
    const [first] = counted;
    const oneByOne = first !== undefined && invitation.linked.has(caseOf(first[0]));
    const rated = new Set<string>();
    for (const [eventId, one] of counted) {
      const caseNo = caseOf(eventId);
      const isFirst = eventId === first?.[0];
      const counts = isFirst || (oneByOne && invitation.linked.has(caseNo) && !rated.has(caseNo));
      if (!counts) verdicts.set(eventId, { ...one, ...refused('alreadyRated', 'SZ-1R') });
      rated.add(caseNo);
    }
  }
  return verdicts;
}

/** How it would stand if it were the only rating. */
function alone(fact: RatingFact, invitations: readonly Invitation[]): Verdict {
  const { rating, prompt, forged, namesAnother } = fact;
  const { caseNo, stage } = rating.body;
  const tappedAt = tapOf(fact);
  if (forged)
    return { standing: 'forged', reason: 'badSignature', rule: 'SZ-04', tappedAt, ...NONE };
  const invitation = invitations.find((one) => one.stage === stage && holds(one, caseNo)) ?? null;
  const about = { tappedAt, invitation };
  const elsewhere =
    prompt !== null &&
    (prompt.terminalId !== rating.terminalId || prompt.caseNo !== caseNo || prompt.stage !== stage);
  if (elsewhere || namesAnother) return { ...about, ...refused('notInvited', 'SZ-18') };
  if (invitation === null) return { ...about, standing: 'unmatched', reason: null, rule: 'SZ-18' };
  const { level, linked = [] } = rating.body;
  const aboutLinked = linked.some((one) => invitation.linked.has(one.caseNo));
  if (level === null && (invitation.linked.has(caseNo) || !aboutLinked)) {
    return { ...about, ...refused('notInvited', 'SZ-20b') };
  }
  if (prompt !== null && tappedAt > prompt.showUntil + PROMPT_GRACE_MS) {
    return { ...about, ...refused('promptExpired', 'SZ-14a') };
  }
  if (tappedAt >= invitation.closesAt) return { ...about, ...refused('tooLate', 'SZ-17a') };
  return { ...about, standing: 'counted', reason: null, rule: 'SZ-17a' };
}

const NONE = { invitation: null };

function holds({ cases, linked }: Invitation, caseNo: string): boolean {
  return cases.includes(caseNo) || linked.has(caseNo);
}

function refused(reason: NonNullable<Verdict['reason']>, rule: string) {
  return { standing: 'refused', reason, rule } as const;
}

/** SZ-17c: the device's clock set right, not before the prompt and not after the arrival. */
function tapOf({ rating, prompt, receivedAt }: RatingFact): number {
  let tap = Date.parse(rating.deviceTime) + (rating.clockOffsetMs ?? 0);
  if (prompt !== null && tap < prompt.issuedAt) tap = prompt.issuedAt;
  if (tap > receivedAt) tap = receivedAt;
  return tap;
}
