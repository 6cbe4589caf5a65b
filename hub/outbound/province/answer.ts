import { type HttpAnswer, shortened, type Verdict, verdictOf } from '../receiver.ts';
import type { Profile } from './profile.ts';

/**
 * Reads the answer of a platform, which says in the body of a 200 how it went. A 200 that cannot be
 * read is no acceptance: it may come from a proxy in between.
 */
export function platformVerdict(
  answer: HttpAnswer,
  now: number,
  { code, reason, accepted, duplicate, tryAgain }: Profile['answer'],
): Verdict {
  const byStatus = verdictOf(answer, now);
  if (byStatus.verdict !== 'accepted' || byStatus.reason !== null) return byStatus;
  const body = objectOf(answer.text);
  const said = body?.[code];
  if (typeof said !== 'string' && typeof said !== 'number') {
    return { verdict: 'tryAgain', reason: 'the answer has no code', retryAfterMs: null };
  }
  const name = String(said);
  if (accepted.includes(name)) return { verdict: 'accepted', reason: null };
  const words = shortened(`${name}: ${String(body?.[reason] ?? '')}`);
  if (duplicate.includes(name)) return { verdict: 'accepted', reason: words };
  if (tryAgain.includes(name)) return { verdict: 'tryAgain', reason: words, retryAfterMs: null };
  return { verdict: 'refused', reason: words };
}

function objectOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
