import type { OrderProgress } from '../../workorders/advance.ts';
import type { OrderState } from '../../workorders/state.ts';

/** How an order's progress lies in its row. */
export interface OrderColumns {
  body: string;
  state: OrderState['state'];
  dueAt: number;
  provisional: number;
  substantiated: number | null;
  answer: string | null;
  answeredAt: number | null;
  closedAt: number | null;
}

export function progressOf(row: OrderColumns): OrderProgress {
  const { body, state, dueAt, answeredAt, closedAt } = row;
  const found = row.substantiated === null ? {} : { substantiated: row.substantiated === 1 };
  const said = row.answer === null ? {} : { answer: row.answer };
  const order = { body, state, ...found, ...said } as OrderState;
  return { order, dueAt, provisional: row.provisional === 1, answeredAt, closedAt };
}
