import { nextState, type OrderState } from './state.ts';
import type { Bare, HubStep, Step } from './step.ts';

/** Where an order stands, and the times that follow from its steps; epoch milliseconds. */
export interface OrderProgress {
  order: OrderState;
  dueAt: number;
  provisional: boolean;
  /** When the body reported back; null again after a reopening. */
  answeredAt: number | null;
  closedAt: number | null;
}

/** What a step makes of an order, for the writer and for a replay alike; null when it cannot be. */
export function advance(
  progress: OrderProgress,
  step: Bare<Step> | HubStep,
  at: number,
): OrderProgress | null {
  const order = nextState(progress.order, step);
  if (order === null) return null;
  switch (step.step) {
    case 'followUp':
      return { ...progress, order, answeredAt: at };
    case 'close':
      return { ...progress, order, closedAt: at };
    case 'reopen':
      return { ...progress, order, answeredAt: null, closedAt: null };
    case 'reinstate': {
      const { dueAt, provisional } = step;
      return { order, dueAt, provisional, answeredAt: null, closedAt: null };
    }
    default:
      return { ...progress, order };
  }
}
