import { type Office, officesFor } from './offices.ts';
import { nextState, type OrderState, stepsFrom } from './state.ts';
import type { Step, StepName } from './step.ts';

/** Who asks for a step. The hotline numbers its steps, so that it may send each more than once. */
export type StepTaker =
  | { kind: 'account'; name: string; offices: readonly string[] }
  | { kind: 'hotline'; systemId: string; stepId: string };

/** Who took a step, as it is kept; the hub itself cancels and reinstates. */
export type TakenBy = { account: string } | { system: string; stepId: string } | { hub: true };

export type StepRefusal = {
  rule: string;
  detail: string;
  /** The steps that may be taken now. */
  allowed: readonly StepName[];
} & WhyRefused;

type WhyRefused =
  | { reason: 'notNow' | 'answerNotOffered' | 'reasonMissing' }
  | { reason: 'notYours'; offices: readonly Office[] };

export type StepDecision =
  | { taken: true; next: OrderState }
  | { taken: false; refusal: StepRefusal };

/** Whether a step may be taken by this caller now, and where it leads. Pure (SZ-21c). */
export function takeStep(
  order: OrderState,
  step: Step,
  taker: StepTaker,
  rules: { ratersRateTheFix: boolean },
): StepDecision {
  const allowed = stepsFrom(order);
  const refuse = (detail: string, why: WhyRefused): StepDecision => ({
    taken: false,
    refusal: { rule: 'SZ-21c', detail, allowed, ...why },
  });
  const next = nextState(order, step);
  if (next === null) {
    const now = allowed.length === 0 ? 'nothing' : allowed.join(', ');
    return refuse(`A work order that is ${order.state} allows now: ${now}.`, { reason: 'notNow' });
  }
  const offices = officesFor(step.step, order);
  if (!offices.some((office) => officesOf(taker).includes(office))) {
    return refuse(`This step needs one of: ${offices.join(', ')}.`, {
      reason: 'notYours',
      offices,
    });
  }
  if (asksTooFinely(step) && !rules.ratersRateTheFix) {
    const reason = 'answerNotOffered';
    return refuse('Here a rater says satisfied or not satisfied.', { reason });
  }
  if (needsReason(order, step) && !step.text) {
    const detail = 'Say why this is closed though the rater is not known to be satisfied.';
    return refuse(detail, { reason: 'reasonMissing' });
  }
  return { taken: true, next };
}

/** The taker as it is kept with the step. */
export function takenBy(taker: StepTaker): TakenBy {
  if (taker.kind === 'account') return { account: taker.name };
  return { system: taker.systemId, stepId: taker.stepId };
}

function officesOf(taker: StepTaker): readonly string[] {
  return taker.kind === 'hotline' ? ['hotline'] : taker.offices;
}

function asksTooFinely(step: Step): boolean {
  return step.step === 'followUp' && step.answer === 'basicallySatisfied';
}

function needsReason(order: OrderState, step: Step): boolean {
  if (step.step !== 'close' || order.state !== 'followedUp') return false;
  return order.answer === 'notSatisfied' || order.answer === 'notReached';
}
