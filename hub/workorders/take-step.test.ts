import { describe, expect, it } from 'vitest';
import type { OrderState } from './state.ts';
import type { FollowUpAnswer, Step } from './step.ts';
import { type StepTaker, takeStep } from './take-step.ts';

const SHENZHEN = { ratersRateTheFix: false };
const BEIJING = { ratersRateTheFix: true };
const HOTLINE: StepTaker = { kind: 'hotline', systemId: '12345', stepId: 'h-1' };

function account(...offices: string[]): StepTaker {
  return { kind: 'account', name: 'zhang', offices };
}
function order(state: 'opened' | 'dispatched' | 'accepted' | 'reopened'): OrderState {
  return { state, body: 'B1' };
}
function followedUp(answer: FollowUpAnswer): OrderState {
  return { state: 'followedUp', body: 'B1', substantiated: true, answer };
}
const verified: OrderState = { state: 'verified', body: 'B1', substantiated: true };
const rectified: OrderState = { state: 'rectified', body: 'B1', substantiated: true };
const DISPATCH: Step = { step: 'dispatch', body: 'B2' };
const VERIFY: Step = { step: 'verify', substantiated: true, text: '属实' };
const RECTIFY: Step = { step: 'rectify', text: '约谈整改' };
const FOLLOW_UP: Step = { step: 'followUp', answer: 'satisfied' };
const CLOSE: Step = { step: 'close' };
const REOPEN: Step = { step: 'reopen', text: '整改不实' };
const RETURN: Step = { step: 'return', text: '非本单位职责' };

describe('taking a step of a work order (SZ-21c, GZ-3)', () => {
  it.each<[string, OrderState, Step, string[]]>([
    ['dispatching', order('opened'), DISPATCH, ['administrator', 'operator', 'hotline']],
    ['accepting', order('dispatched'), { step: 'accept' }, ['handler', 'hotline']],
    ['returning', order('dispatched'), RETURN, ['handler', 'hotline']],
    ['verifying', order('accepted'), VERIFY, ['handler', 'hotline']],
    ['rectifying', verified, RECTIFY, ['handler', 'hotline']],
    ['following up', rectified, FOLLOW_UP, ['handler', 'hotline']],
    ['closing', followedUp('satisfied'), CLOSE, ['reviewer']],
    ['reopening', followedUp('satisfied'), REOPEN, ['reviewer']],
    ['reopening', followedUp('notSatisfied'), REOPEN, ['reviewer', 'handler', 'hotline']],
  ])('%s is for those whose office it is', (_, from, step, mayDo) => {
    const roles = ['administrator', 'operator', 'handler', 'reviewer', 'appealDecider', 'auditor'];
    const takers = [...roles.map((role) => [role, account(role)] as const), ['hotline', HOTLINE]];
    for (const [office, taker] of takers as [string, StepTaker][]) {
      const decision = takeStep(from, step, taker, SHENZHEN);
      expect([office, decision.taken]).toEqual([office, mayDo.includes(office)]);
      if (!decision.taken) expect(decision.refusal).toMatchObject({ reason: 'notYours' });
    }
  });

  it('is refused to an account that calls itself the hotline only if it holds no office of it', () => {
    expect(takeStep(order('opened'), DISPATCH, account(), SHENZHEN).taken).toBe(false);
    expect(takeStep(order('opened'), DISPATCH, account('auditor', 'operator'), SHENZHEN)).toEqual({
      taken: true,
      next: { state: 'dispatched', body: 'B2' },
    });
  });

  it('names a step that is not possible now, and those that are', () => {
    expect(takeStep(order('dispatched'), CLOSE, account('reviewer'), SHENZHEN)).toEqual({
      taken: false,
      refusal: {
        reason: 'notNow',
        rule: 'SZ-21c',
        detail: 'A work order that is dispatched allows now: accept, return.',
        allowed: ['accept', 'return'],
      },
    });
    const cancelled: OrderState = { state: 'cancelled', body: 'B1' };
    expect(takeStep(cancelled, DISPATCH, account('operator'), SHENZHEN)).toMatchObject({
      refusal: { reason: 'notNow', allowed: [], detail: expect.stringContaining('nothing') },
    });
  });

  it('takes 基本满意 only where raters rate the fix (Beijing)', () => {
    const step: Step = { step: 'followUp', answer: 'basicallySatisfied' };
    expect(takeStep(rectified, step, HOTLINE, BEIJING).taken).toBe(true);
    expect(takeStep(rectified, step, HOTLINE, SHENZHEN)).toMatchObject({
      refusal: { reason: 'answerNotOffered' },
    });
  });

  it.each<FollowUpAnswer>(['notSatisfied', 'notReached'])(
    'closes an order whose rater is %s only with a reason',
    (answer) => {
      const close = (step: Step) =>
        takeStep(followedUp(answer), step, account('reviewer'), SHENZHEN);
      expect(close(CLOSE)).toMatchObject({ refusal: { reason: 'reasonMissing' } });
      expect(close({ step: 'close', text: '诉求超出法定权限' }).taken).toBe(true);
    },
  );
});
