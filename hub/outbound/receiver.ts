import { retryAfterMs } from './backoff.ts';
import type { Destination, DueDelivery } from './delivery.ts';

/** One party that deliveries go to: how its messages are made and its answers read. */
export interface Receiver {
  readonly destination: Destination;
  /** Default ratings go there too (SZ-17b). */
  readonly takesDefaults?: boolean;
  prepare(delivery: DueDelivery): Promise<Prepared>;
  read(answer: HttpAnswer, now: number): Verdict;
}

export interface OutboundRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export type Prepared =
  | { step: 'send'; request: OutboundRequest }
  /** Not yet: something it tells of is still being decided. */
  | { step: 'wait'; reason: string }
  /** Its cause fell away. */
  | { step: 'abandon'; reason: string }
  /** It cannot be said in the receiver's terms. */
  | { step: 'refuse'; reason: string };

export interface HttpAnswer {
  status: number;
  retryAfter: string | undefined;
  text: string;
}

export type Verdict =
  | { verdict: 'accepted'; reason: string | null }
  | { verdict: 'refused'; reason: string }
  | { verdict: 'tryAgain'; reason: string; retryAfterMs: number | null };

const REASON_CHARACTERS = 500;

/**
 * 4xx that speak of us or of the moment, not of the content: a wrong token or address concerns every
 * delivery alike, and once an operator has mended it each one must still go.
 */
const NOT_ABOUT_CONTENT = new Set([401, 403, 404, 405, 407, 408, 425, 429]);

/**
 * Reads an answer by its status alone. 409 says that the receiver has this Idempotency-Key already,
 * as after a crash between sending and recording.
 */
export function verdictOf({ status, retryAfter, text }: HttpAnswer, now: number): Verdict {
  if (status >= 200 && status < 300) return { verdict: 'accepted', reason: null };
  const reason = `HTTP ${status}${text === '' ? '' : `: ${shortened(text)}`}`;
  if (status === 409) return { verdict: 'accepted', reason };
  if (status >= 400 && status < 500 && !NOT_ABOUT_CONTENT.has(status)) {
    return { verdict: 'refused', reason };
  }
  return { verdict: 'tryAgain', reason, retryAfterMs: retryAfterMs(retryAfter, now) };
}

/** A receiver's words as they are kept: one line, not too long. */
export function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  if (characters.length <= REASON_CHARACTERS) return line;
  return `${characters.slice(0, REASON_CHARACTERS - 1).join('')}…`;
}
