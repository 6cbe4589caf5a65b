import { hash } from 'node:crypto';
import { canonicalText, type RatingBody } from '../../../../protocol/index.ts';
import type { OrderStepBody, OrdersMovedBody, SettledBody } from '../../../ledger/bodies.ts';
import type { RatedPlace } from '../../../statistics/figure.ts';
import { advance } from '../../../workorders/advance.ts';
import type { Moved, Recomputable, WorkingCalendar } from '../../../workorders/due.ts';
import { DueDates } from '../../../workorders/due-dates.ts';
import { hasOrder, orderFor, partsOf } from '../../../workorders/order-for.ts';
import { orderNo, parseOrderNo } from '../../../workorders/order-no.ts';
import type { OrderDraft, StepOutcome } from '../../../workorders/port.ts';
import { stepsFrom } from '../../../workorders/state.ts';
import type { HubStep } from '../../../workorders/step.ts';
import { type StepTaker, takenBy, takeStep } from '../../../workorders/take-step.ts';
import type { Command } from '../../port.ts';
import type { WriteContext } from './context.ts';
import type { KnownOrder, WorkOrderTable } from './work-order-table.ts';

/** What of a rating its order follows from. */
export interface OrderedRating extends RatedPlace {
  position: number;
  day: string;
  standing: string;
}

/** Due dates that moved, in one ledger entry. */
const MOVED_AT_ONCE = 1_000;

/** Opens work orders with their ratings, and takes the steps that follow (SZ-21). */
export class WorkOrderWriter implements Recomputable {
  readonly #context: WriteContext;
  readonly #table: WorkOrderTable;
  readonly #dates: DueDates;

  constructor(context: WriteContext, table: WorkOrderTable) {
    const { workOrder, timeZone } = context.pack;
    this.#context = context;
    this.#table = table;
    this.#dates = new DueDates({ term: workOrder.due, timeZone });
  }

  /**
   * The order that a rating makes, for the body of its ledger entry; null when it makes none.
   * `batch` names all cases of a batch rating.
   */
  draft(row: OrderedRating, body: RatingBody, batch?: readonly string[]): OrderDraft | null {
    const rated = { standing: row.standing, origin: 'rater', parts: partsOf(body, row) } as const;
    const { negativeUpTo } = this.#context.pack.workOrder;
    const subject = orderFor(batch === undefined ? rated : { ...rated, batch }, negativeUpTo);
    if (subject === null) return null;
    const { closesAt, lastDay, provisional, calendar } = this.#dates.of(row.day);
    const number = orderNo(row.day, row.position);
    return { orderNo: number, dueAt: closesAt, lastDay, provisional, calendar, ...subject };
  }

  /** Keeps an order that the ledger entry at `opened` has opened. */
  open(row: OrderedRating, draft: OrderDraft, opened: number): void {
    const { position: rating, day, hallId, departmentCode: body } = row;
    this.#table.insert({ rating, opened, day, hallId, body }, draft);
  }

  /** What it means for the order that a rating stands differently now; for the ledger entry. */
  changeOf(
    before: OrderedRating,
    after: OrderedRating,
    body: () => RatingBody,
  ): Pick<SettledBody, 'order' | 'cancelsOrder'> {
    if (hasOrder(before.standing) === hasOrder(after.standing)) return {};
    if (hasOrder(after.standing)) {
      const order = this.draft(after, body());
      return order === null ? {} : { order };
    }
    const known = this.#table.find(after.position);
    if (known === null || known.order.state === 'cancelled') return {};
    return { cancelsOrder: orderNo(known.day, known.rating) };
  }

  /** Carries out what `changeOf` has put into the ledger entry at `position`. */
  change(row: OrderedRating, said: Pick<SettledBody, 'order' | 'cancelsOrder'>, position: number) {
    const { order, cancelsOrder } = said;
    if (order === undefined && cancelsOrder === undefined) return;
    const known = this.#table.find(row.position);
    if (cancelsOrder !== undefined && known !== null) {
      this.#advance(known, { step: 'cancel', standing: row.standing }, position);
    }
    if (order === undefined) return;
    if (known === null) this.open(row, order, position);
    else {
      const { dueAt, provisional } = order;
      this.#advance(known, { step: 'reinstate', dueAt, provisional }, position);
    }
  }

  step({ orderNo: number, step, taker }: Command<'workOrder.step'>): StepOutcome {
    const known = this.#find(number);
    if (known === null) return { status: 'unknownOrder' };
    const { rating, order } = known;
    const sent = sentBy(taker, { number, step });
    const before = sent === null ? null : this.#table.stepDigest(sent.systemId, sent.stepId);
    if (before !== null) {
      if (before !== sent?.digest) return { status: 'contradiction' };
      return { status: 'duplicate', state: order.state, allowed: stepsFrom(order) };
    }
    const { ledger, now, pack } = this.#context;
    const decision = takeStep(order, step, taker, pack.workOrder);
    if (!decision.taken) return { status: 'refused', refusal: decision.refusal };
    const body: OrderStepBody = { rating, orderNo: number, step, by: takenBy(taker) };
    const { position } = ledger.append('workOrder.step', now, body);
    const next = advance(known, step, now) ?? known;
    this.#table.update(rating, next);
    this.#table.insertStep(position, rating, sent ?? undefined);
    return { status: 'taken', state: next.order.state, allowed: stepsFrom(next.order) };
  }

  /** From now on by this calendar; orders not yet answered move with it. */
  recompute(calendar: WorkingCalendar): Moved[] {
    this.#dates.use(calendar);
    const moved = this.#table.unanswered().flatMap((known) => {
      const { closesAt: dueAt, provisional } = this.#dates.of(known.day);
      const same = dueAt === known.dueAt && provisional === known.provisional;
      return same ? [] : [{ known, dueAt, provisional }];
    });
    for (let from = 0; from < moved.length; from += MOVED_AT_ONCE) {
      const some = moved.slice(from, from + MOVED_AT_ONCE);
      const said = some.map(({ known, ...due }) => ({ rating: known.rating, ...due }));
      const body: OrdersMovedBody = { calendar: calendar.version, moved: said };
      this.#context.ledger.append('workOrder.moved', this.#context.now, body);
      for (const { known, ...due } of some) this.#table.update(known.rating, { ...known, ...due });
    }
    return moved.map(({ known, dueAt }) => {
      return {
        kind: 'workOrder',
        id: orderNo(known.day, known.rating),
        from: known.dueAt,
        to: dueAt,
      };
    });
  }

  #find(number: string): KnownOrder | null {
    const parsed = parseOrderNo(number);
    const known = parsed === null ? null : this.#table.find(parsed.rating);
    return known?.day === parsed?.day ? known : null;
  }

  #advance(known: KnownOrder, step: HubStep, position: number): void {
    const next = advance(known, step, this.#context.now);
    if (next === null) return;
    this.#table.update(known.rating, next);
    this.#table.insertStep(position, known.rating);
  }
}

function sentBy(taker: StepTaker, content: object) {
  if (taker.kind !== 'hotline') return null;
  const { systemId, stepId } = taker;
  return { systemId, stepId, digest: hash('sha256', canonicalText(content), 'base64url') };
}
