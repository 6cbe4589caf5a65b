/** How long to wait before connecting again. All values in milliseconds. */
export interface BackoffPolicy {
  baseMs: number;
  capMs: number;
  /**
   * When an open connection is lost, every terminal of the hall loses it in the same instant; the
   * first attempts are spread over this span so that a restarting hub is not met by all at once.
   */
  spreadMs: number;
  /**
   * A sign that the hub is back reaches the terminals of a hall within the same second or two;
   * their attempts are spread over this span as well.
   */
  signMs: number;
  /** After refused credentials: only an administrator can change that, so ask rarely. */
  refusedMs: number;
  /** A connection that lasted so long forgives the failures before it. */
  stableMs: number;
}

export const DEFAULT_BACKOFF: BackoffPolicy = {
  baseMs: 1_000,
  capMs: 60_000,
  spreadMs: 3_000,
  signMs: 1_000,
  refusedMs: 300_000,
  stableMs: 60_000,
};

export type Setback = 'failed' | 'lost' | 'refused';

/**
 * Full jitter: anywhere between nothing and the doubled span. Half of the terminals come back in
 * the first half of the span, none in step with another.
 *
 * @param failures attempts that failed in a row, this one included; at least 1
 * @param random in [0, 1)
 */
export function retryDelayMs(
  policy: BackoffPolicy,
  setback: Setback,
  failures: number,
  random: number,
): number {
  if (setback === 'refused') return Math.round(policy.refusedMs * (0.5 + random / 2));
  const doubled = Math.min(policy.capMs, policy.baseMs * 2 ** Math.min(failures - 1, 30));
  const span = setback === 'lost' ? Math.max(policy.spreadMs, doubled) : doubled;
  return Math.round(span * random);
}

/**
 * How long to wait after a sign that the hub is back. Full jitter again; the span doubles with each
 * sign, so that a hub which comes and goes is not met by the whole hall each time.
 *
 * @param signs since a connection last was stable, this one included; at least 1
 * @param random in [0, 1)
 */
export function signDelayMs(policy: BackoffPolicy, signs: number, random: number): number {
  const span = Math.min(policy.capMs, policy.signMs * 2 ** Math.min(signs - 1, 30));
  return Math.round(span * random);
}
