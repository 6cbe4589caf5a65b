import { type BackoffPolicy, retryDelayMs } from './backoff.ts';

/**
 * Whether a destination is spoken to. closed: freely. open: not before `untilMs`. probing: one
 * attempt at a time finds out. `openings` counts how often it opened since the last success.
 */
export type Circuit =
  | { state: 'closed'; failures: number }
  | { state: 'open'; untilMs: number; openings: number }
  | { state: 'probing'; openings: number };

export interface CircuitPolicy extends BackoffPolicy {
  /** So many failures in a row open it. */
  threshold: number;
}

export type CircuitEvent =
  /** The receiver answered, if only with a refusal. */
  | { event: 'answered' }
  /** It did not, or asked for a pause. */
  | { event: 'failed'; retryAfterMs: number | null }
  | { event: 'tick' };

export const CLOSED: Circuit = { state: 'closed', failures: 0 };

/**
 * One step. Pure.
 *
 * @param nowMs monotonic milliseconds
 * @param random in [0, 1)
 */
export function step(
  circuit: Circuit,
  event: CircuitEvent,
  { nowMs, random, policy }: { nowMs: number; random: number; policy: CircuitPolicy },
): Circuit {
  switch (event.event) {
    case 'answered':
      return CLOSED;
    case 'tick':
      return circuit.state === 'open' && nowMs >= circuit.untilMs
        ? { state: 'probing', openings: circuit.openings }
        : circuit;
    case 'failed': {
      const failures = circuit.state === 'closed' ? circuit.failures + 1 : policy.threshold;
      if (failures < policy.threshold && event.retryAfterMs === null) {
        return { state: 'closed', failures };
      }
      // What was under way when it opened fails later; it must not lengthen the pause.
      if (circuit.state === 'open' && event.retryAfterMs === null) return circuit;
      const openings = circuit.state === 'probing' ? circuit.openings + 1 : 1;
      const pauseMs = event.retryAfterMs ?? retryDelayMs(policy, openings, 0.5 + random / 2);
      return { state: 'open', untilMs: nowMs + pauseMs, openings };
    }
  }
}
