import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextState, ORDER_STATES, type OrderState, stepsFrom } from './state.ts';
import type { HubStep, Step, StepName } from './step.ts';

const body = 'B1';
const opened: OrderState = { state: 'opened', body };
const dispatched: OrderState = { state: 'dispatched', body };
const accepted: OrderState = { state: 'accepted', body };
const returned: OrderState = { state: 'returned', body };
const reopened: OrderState = { state: 'reopened', body };
const cancelled: OrderState = { state: 'cancelled', body };
const substantiated: OrderState = { state: 'verified', body, substantiated: true };
const unsubstantiated: OrderState = { state: 'verified', body, substantiated: false };
const rectified: OrderState = { state: 'rectified', body, substantiated: true };
const outcome = { body, substantiated: true, answer: 'satisfied' } as const;
const followedUp: OrderState = { state: 'followedUp', ...outcome };
const closed: OrderState = { state: 'closed', ...outcome };
const STATES = [
  opened,
  dispatched,
  accepted,
  returned,
  substantiated,
  unsubstantiated,
  rectified,
  followedUp,
  closed,
  reopened,
  cancelled,
];

const dispatch: Step = { step: 'dispatch', body: 'B2' };
const verify = (found: boolean): Step => ({ step: 'verify', substantiated: found, text: '核实' });
const followUp: Step = { step: 'followUp', answer: 'notSatisfied' };
const told = (step: 'return' | 'rectify' | 'reopen'): Step => ({ step, text: '情况说明' });
const STEPS: Step[] = [
  dispatch,
  { step: 'accept' },
  told('return'),
  verify(true),
  verify(false),
  told('rectify'),
  followUp,
  { step: 'close' },
  told('reopen'),
];

describe('a work order (SZ-21c)', () => {
  it.each<[OrderState, Step, OrderState]>([
    [opened, dispatch, { state: 'dispatched', body: 'B2' }],
    [returned, dispatch, { state: 'dispatched', body: 'B2' }],
    [reopened, dispatch, { state: 'dispatched', body: 'B2' }],
    [dispatched, { step: 'accept' }, accepted],
    [reopened, { step: 'accept' }, accepted],
    [dispatched, told('return'), returned],
    [accepted, told('return'), returned],
    [accepted, verify(true), substantiated],
    [accepted, verify(false), unsubstantiated],
    [substantiated, told('rectify'), rectified],
    [rectified, followUp, { ...followedUp, answer: 'notSatisfied' }],
    [unsubstantiated, followUp, { ...followedUp, substantiated: false, answer: 'notSatisfied' }],
    [followedUp, { step: 'close' }, closed],
    [followedUp, told('reopen'), reopened],
    [closed, told('reopen'), reopened],
  ])('%j goes by %j to %j', (from, step, to) => {
    expect(nextState(from, step)).toEqual(to);
  });

  const steps = STEPS.map(({ step }) => step);
  it.each<[OrderState, StepName[]]>([
    [opened, ['dispatch']],
    [returned, ['dispatch']],
    [dispatched, ['accept', 'return']],
    [accepted, ['verify', 'return']],
    [substantiated, ['rectify']],
    [unsubstantiated, ['followUp']],
    [rectified, ['followUp']],
    [followedUp, ['close', 'reopen']],
    [closed, ['reopen']],
    [reopened, ['accept', 'dispatch']],
    [cancelled, []],
  ])('%j allows %j and refuses every other step', (from, allowed) => {
    expect(stepsFrom(from)).toEqual(allowed);
    const taken = STEPS.filter((step) => nextState(from, step) !== null).map(({ step }) => step);
    expect(new Set(taken)).toEqual(new Set(allowed));
    expect(steps).toEqual(expect.arrayContaining(allowed));
  });

  it('is cancelled from any state, once, and reinstated as opened', () => {
    const cancel = { step: 'cancel', standing: 'forged' } as const;
    const reinstate = { step: 'reinstate', dueAt: 0, provisional: false } as const;
    for (const state of STATES.filter((one) => one !== cancelled)) {
      expect(nextState(state, cancel)).toEqual(cancelled);
      expect(nextState(state, reinstate)).toBeNull();
    }
    expect(nextState(cancelled, cancel)).toBeNull();
    expect(nextState(cancelled, reinstate)).toEqual(opened);
  });
});

describe('any sequence of steps', () => {
  const anyStep = fc.constantFrom<Step | HubStep>(
    ...STEPS,
    { step: 'cancel', standing: 'forged' },
    { step: 'reinstate', dueAt: 0, provisional: false },
  );

  it('leads only to possible states: a rectified one was substantiated, a closed one followed up', () => {
    const property = fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => {
      let order: OrderState = opened;
      let found: boolean | null = null;
      let answered = false;
      for (const step of steps) {
        const next = nextState(order, step);
        if (next === null) continue;
        if (step.step === 'verify') found = step.substantiated;
        if (step.step === 'followUp') answered = true;
        if (step.step === 'reopen' || step.step === 'reinstate') {
          found = null;
          answered = false;
        }
        order = next;
        expect(ORDER_STATES).toContain(order.state);
        if ('substantiated' in order) expect(order.substantiated).toBe(found);
        if (order.state === 'rectified') expect(found).toBe(true);
        if (order.state === 'followedUp' || order.state === 'closed') expect(answered).toBe(true);
        for (const one of stepsFrom(order)) {
          expect(STEPS.some((step) => step.step === one && nextState(order, step) !== null)).toBe(
            true,
          );
        }
      }
    });
    fc.assert(property);
  });

  it('closes it at most once between reopenings', () => {
    const property = fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => {
      let order: OrderState = opened;
      let closings = 0;
      for (const step of steps) {
        const next = nextState(order, step);
        if (next === null) continue;
        if (step.step === 'reopen' || step.step === 'reinstate') closings = 0;
        if (step.step === 'close') closings++;
        expect(closings).toBeLessThanOrEqual(1);
        order = next;
      }
    });
    fc.assert(property);
  });
});
