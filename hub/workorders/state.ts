import type { Bare, FollowUpAnswer, HubStep, Step, StepName } from './step.ts';

/** Where a work order stands (SZ-21c, GZ-3). Being nearly due or overdue is not a state. */
export type OrderState = {
  /** 承办单位 responsible now: by the rating, then by dispatch; empty when not known. */
  body: string;
} & (
  | { state: 'opened' | 'dispatched' | 'accepted' | 'returned' | 'reopened' | 'cancelled' }
  | { state: 'verified'; substantiated: boolean }
  | { state: 'rectified'; substantiated: true }
  | { state: 'followedUp' | 'closed'; substantiated: boolean; answer: FollowUpAnswer }
);

export const ORDER_STATES = [
  'opened',
  'dispatched',
  'accepted',
  'returned',
  'verified',
  'rectified',
  'followedUp',
  'closed',
  'reopened',
  'cancelled',
] as const satisfies OrderState['state'][];

/** The steps that somebody may take now; what the hub does by itself is not among them. */
export function stepsFrom(order: OrderState): readonly StepName[] {
  switch (order.state) {
    case 'opened':
    case 'returned':
      return ['dispatch'];
    case 'dispatched':
      return ['accept', 'return'];
    case 'accepted':
      return ['verify', 'return'];
    case 'verified':
      return order.substantiated ? ['rectify'] : ['followUp'];
    case 'rectified':
      return ['followUp'];
    case 'followedUp':
      return ['close', 'reopen'];
    case 'closed':
      return ['reopen'];
    case 'reopened':
      return ['accept', 'dispatch'];
    case 'cancelled':
      return [];
  }
}

/**
 * Where a step leads; null when it cannot be taken here. Not substantiated skips rectification. A
 * rating can turn out forged even after its order was closed, so cancelling is always possible.
 */
export function nextState(order: OrderState, step: Bare<Step> | HubStep): OrderState | null {
  const { body } = order;
  if (step.step === 'cancel') {
    return order.state === 'cancelled' ? null : { state: 'cancelled', body };
  }
  if (step.step === 'reinstate') {
    return order.state === 'cancelled' ? { state: 'opened', body } : null;
  }
  if (step.step === 'extend') return takesMoreCases(order) ? order : null;
  if (!stepsFrom(order).includes(step.step)) return null;
  switch (step.step) {
    case 'dispatch':
      return { state: 'dispatched', body: step.body };
    case 'accept':
      return { state: 'accepted', body };
    case 'return':
      return { state: 'returned', body };
    case 'verify':
      return { state: 'verified', body, substantiated: step.substantiated };
    case 'rectify':
      return { state: 'rectified', body, substantiated: true };
    case 'followUp':
      return { state: 'followedUp', body, substantiated: found(order), answer: step.answer };
    case 'close':
      return order.state === 'followedUp' ? { ...order, state: 'closed' } : null;
    case 'reopen':
      return { state: 'reopened', body };
  }
}

/** Cases that join its rating are added to an order as long as somebody works on it (SZ-20a). */
export function takesMoreCases({ state }: OrderState): boolean {
  return state !== 'closed' && state !== 'cancelled';
}

function found(order: OrderState): boolean {
  return 'substantiated' in order && order.substantiated;
}
