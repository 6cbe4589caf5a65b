export interface BackoffPolicy {
  baseMs: number;
  /** No wait is longer. */
  ceilingMs: number;
}

/** A receiver may ask for a longer pause than our own ceiling, but not for ever. */
export const LONGEST_PAUSE_MS = 3_600_000;

/**
 * How long to wait before the next attempt, in milliseconds: full jitter, anywhere between nothing
 * and the doubled span, so that what failed together does not come back together.
 *
 * @param failures attempts that failed in a row, this one included; at least 1
 * @param random in [0, 1)
 */
export function retryDelayMs(policy: BackoffPolicy, failures: number, random: number): number {
  const doubled = policy.baseMs * 2 ** Math.min(failures - 1, 30);
  return Math.round(Math.min(policy.ceilingMs, doubled) * random);
}

/**
 * Milliseconds that a Retry-After header asks for (RFC 9110 §10.2.3: seconds or a date), bounded;
 * null when it says nothing that can be read.
 */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  const asked = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isFinite(asked) ? Math.min(Math.max(asked, 0), LONGEST_PAUSE_MS) : null;
}
