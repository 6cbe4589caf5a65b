import { advance, type OrderProgress } from '../workorders/advance.ts';
import type { OrderDraft } from '../workorders/port.ts';
import type { Bare, HubStep, Step } from '../workorders/step.ts';
import type { OrderStepBody, OrdersMovedBody, SettledBody } from './bodies.ts';

/** How one work order stands, by the ledger alone. */
export interface ReplayedOrder extends OrderProgress {
  opened: number;
  day: string;
  hallId: string;
}

/** Rebuilds the work orders; throws at an entry that cannot follow from those before it. */
export class ReplayedOrders {
  /** By ledger position of the rating. */
  readonly byRating = new Map<number, ReplayedOrder>();

  open(
    rating: number,
    draft: OrderDraft,
    about: { opened: number; day: string; hallId: string; departmentCode: string },
  ): void {
    const { opened, day, hallId, departmentCode: body } = about;
    const { dueAt, provisional } = draft;
    const times = { dueAt, provisional, answeredAt: null, closedAt: null };
    this.byRating.set(rating, { opened, day, hallId, order: { state: 'opened', body }, ...times });
  }

  /** A rating was settled: its order opens, opens again, or ends. */
  settled(
    { rating, standing, order, cancelsOrder }: SettledBody,
    about: { opened: number; day: string; hallId: string; departmentCode: string; at: number },
  ): void {
    if (cancelsOrder !== undefined) this.#advance(rating, { step: 'cancel', standing }, about.at);
    if (order === undefined) return;
    if (!this.byRating.has(rating)) this.open(rating, order, about);
    else {
      const { dueAt, provisional } = order;
      this.#advance(rating, { step: 'reinstate', dueAt, provisional }, about.at);
    }
  }

  stepped({ rating, step }: OrderStepBody, at: number): void {
    this.#advance(rating, step, at);
  }

  moved({ moved }: OrdersMovedBody): void {
    for (const { rating, ...due } of moved) {
      this.byRating.set(rating, { ...this.#known(rating), ...due });
    }
  }

  #advance(rating: number, step: Bare<Step> | HubStep, at: number): void {
    const known = this.#known(rating);
    const next = advance(known, step, at);
    if (next === null)
      throw new Error(`step ${step.step} of an order that is ${known.order.state}`);
    this.byRating.set(rating, { ...known, ...next });
  }

  #known(rating: number): ReplayedOrder {
    const known = this.byRating.get(rating);
    if (known === undefined) throw new Error(`no work order of the rating at ${rating}`);
    return known;
  }
}
