import type { OrderState } from './state.ts';
import type { StepName } from './step.ts';

/** In what capacity somebody takes a step; roles of accounts, and the 12345 hotline. */
export type Office = 'administrator' | 'operator' | 'handler' | 'reviewer' | 'hotline';

const DISPATCHERS: readonly Office[] = ['administrator', 'operator', 'hotline'];
const HANDLERS: readonly Office[] = ['handler', 'hotline'];
const REVIEWERS: readonly Office[] = ['reviewer'];

const OFFICES: Record<StepName, readonly Office[]> = {
  dispatch: DISPATCHERS,
  accept: HANDLERS,
  return: HANDLERS,
  verify: HANDLERS,
  rectify: HANDLERS,
  followUp: HANDLERS,
  close: REVIEWERS,
  reopen: REVIEWERS,
};

/**
 * Who may take a step (SZ-21c, GZ-3): the bureau or the hotline assigns, the body deals with it,
 * the reviewer closes or reopens. When the rater is not satisfied, the body need not wait for the
 * reviewer to begin anew.
 */
export function officesFor(step: StepName, order: OrderState): readonly Office[] {
  const unsatisfied = order.state === 'followedUp' && order.answer === 'notSatisfied';
  return step === 'reopen' && unsatisfied ? [...REVIEWERS, ...HANDLERS] : OFFICES[step];
}
