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

/** Was this tap before that one? */
export function isEarlier(
  one: { tappedAt: number; eventId: string },
  other: { tappedAt: number; eventId: string },
): boolean {
  if (one.tappedAt !== other.tappedAt) return one.tappedAt < other.tappedAt;
  return one.eventId < other.eventId;
}
