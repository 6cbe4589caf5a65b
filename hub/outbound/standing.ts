import type { DeliverySource, RatedCase } from './delivery.ts';
import type { Prepared } from './receiver.ts';

/**
 * Why a rating is not told to others now, or null. Nobody outside hears of a tap before its
 * signature has been judged, nor of one that counts no longer.
 */
export function notNow({ standing, signature, history }: RatedCase): Prepared | null {
  if (isTest(history)) return TEST_CASE;
  if (standing !== 'counted' && standing !== 'notAdopted') {
    return { step: 'abandon', reason: `the rating is ${standing} now` };
  }
  if (signature !== 'unverified') return null;
  return { step: 'wait', reason: 'the signature has not been judged yet' };
}

/** Why a default is not told now, or null: a rating has superseded it, or it was not due. */
export function noDefaultNow({
  inForce,
  history,
}: Extract<DeliverySource, { kind: 'default' }>): Prepared | null {
  if (isTest(history)) return TEST_CASE;
  return inForce ? null : { step: 'abandon', reason: 'the default stands no longer (SZ-17c)' };
}

const TEST_CASE: Prepared = { step: 'abandon', reason: 'a test case' };

function isTest(history: RatedCase['history']): boolean {
  return history.at(-1)?.test === true;
}
