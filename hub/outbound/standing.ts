import type { RatedCase } from './delivery.ts';
import type { Prepared } from './receiver.ts';

/**
 * Why a rating is not told to others now, or null. Nobody outside hears of a tap before its
 * signature has been judged, nor of one that counts no longer.
 */
export function notNow({ standing, signature, history }: RatedCase): Prepared | null {
  const newest = history.at(-1) as { test?: boolean } | undefined;
  if (newest?.test === true) return { step: 'abandon', reason: 'a test case' };
  if (standing !== 'counted' && standing !== 'notAdopted') {
    return { step: 'abandon', reason: `the rating is ${standing} now` };
  }
  if (signature !== 'unverified') return null;
  return { step: 'wait', reason: 'the signature has not been judged yet' };
}
