import type { Standing } from './judge.ts';

/** A rating of an invitation, judged as if it were the only one. */
export interface Candidate<R> {
  rating: R;
  tappedAt: number;
  eventId: string;
  /** What `standingOf` says of it alone. */
  standing: Standing;
}

/**
 * SZ-1R: of all ratings of one invitation the earliest tap counts, whichever arrived first; the
 * event id decides between two taps of one millisecond.
 */
export function winnerOf<R>(candidates: readonly Candidate<R>[]): Candidate<R> | null {
  let winner: Candidate<R> | null = null;
  for (const candidate of candidates) {
    if (candidate.standing.standing !== 'counted') continue;
    if (winner === null || isEarlier(candidate, winner)) winner = candidate;
  }
  return winner;
}

/**
 * All ratings of an invitation that count, the first tap leading: one, but for linked cases that
 * were rated one by one, e.g. before their theme was known (SZ-20b). Each of these is what the
 * theme's page would have asked of it, so the earliest of each counts for that case. Where the
 * theme itself was rated first, that covers everything.
 */
export function winnersOf<R extends { caseNo: string }>(
  candidates: readonly Candidate<R>[],
  isLinked: (caseNo: string) => boolean,
): Candidate<R>[] {
  const first = winnerOf(candidates);
  if (first === null) return [];
  if (!isLinked(first.rating.caseNo)) return [first];
  const others = Map.groupBy(candidates, ({ rating }) => rating.caseNo);
  others.delete(first.rating.caseNo);
  const winners = [...others]
    .filter(([caseNo]) => isLinked(caseNo))
    .map(([, of]) => winnerOf(of))
    .filter((one) => one !== null);
  return [first, ...winners];
}

/** Was this tap before that one? */
export function isEarlier(
  one: { tappedAt: number; eventId: string },
  other: { tappedAt: number; eventId: string },
): boolean {
  if (one.tappedAt !== other.tappedAt) return one.tappedAt < other.tappedAt;
  return one.eventId < other.eventId;
}
