import { hash } from 'node:crypto';
import { canonicalText, type RatingBody } from '../../../../protocol/index.ts';
import type { OrderStepBody, OrdersMovedBody, SettledBody } from '../../../ledger/bodies.ts';
import { apart } from '../../../ledger/words.ts';
import { withinScope } from '../../../ratings/rating-scope.ts';
import type { RulePack } from '../../../rules/pack.ts';
import type { Moved, Recomputable } from '../../../rules/recomputable.ts';
import type { WorkingCalendar } from '../../../rules/working-calendar.ts';
import type { RatedPlace } from '../../../statistics/figure.ts';
import { advance } from '../../../workorders/advance.ts';
import { DueDates } from '../../../workorders/due-dates.ts';
import {
  hasOrder,
  isAnyNegative,
  orderFor,
  partsOf,
  type RatedParts,
} from '../../../workorders/order-for.ts';
import { orderNo, parseOrderNo } from '../../../workorders/order-no.ts';
import type { OrderDraft, StepOutcome } from '../../../workorders/port.ts';
import { stepsFrom, takesMoreCases } from '../../../workorders/state.ts';
import type { HubStep } from '../../../workorders/step.ts';
import { type StepTaker, takenBy, takeStep } from '../../../workorders/take-step.ts';
import type { Command } from '../../port.ts';
import type { WriteContext } from './context.ts';
import type { InvitationRow } from './invitation-table.ts';
import type { MemberTable } from './member-table.ts';
import type { KnownOrder, WorkOrderTable } from './work-order-table.ts';

/** What of a rating its order follows from. */
export interface OrderedRating extends RatedPlace {
  position: number;
  day: string;
  standing: string;
}

/** What of a rating's words its order follows from. */
export type SaidOfCase = Pick<
  RatingBody,
  'caseNo' | 'stage' | 'level' | 'business' | 'service' | 'linked'
>;

/** Due dates that moved, in one ledger entry. */
const MOVED_AT_ONCE = 1_000;

/** Opens work orders with their ratings, and takes the steps that follow (SZ-21). */
export class WorkOrderWriter implements Recomputable {
  readonly #context: WriteContext;
  readonly #table: WorkOrderTable;
  readonly #members: MemberTable;
  readonly #dates = new DueDates();

  constructor(context: WriteContext, table: WorkOrderTable, members: MemberTable) {
    this.#context = context;
    this.#table = table;
    this.#members = members;
  }

  /** The order that a rating makes, for the body of its ledger entry; null when it makes none. */
  draft(row: OrderedRating, told: SaidOfCase, invitation: InvitationRow | null): OrderDraft | null {
    if (!hasOrder(row.standing)) return null;
    const said = withinScope(told.stage, told);
    const pack = this.#packOf(row.day, invitation);
    const { negativeUpTo } = pack.workOrder;
    if (!isAnyNegative(said, negativeUpTo)) return null;
    const subject = orderFor(this.#rated(row, said, invitation), negativeUpTo);
    if (subject === null) return null;
    const { workingCalendar } = this.#context;
    const { closesAt, lastDay, provisional, calendar } = this.#dates.of(
      row.day,
      pack,
      workingCalendar,
    );
    const number = orderNo(row.day, row.position);
    return { orderNo: number, dueAt: closesAt, lastDay, provisional, calendar, ...subject };
  }

  #rated(row: OrderedRating, said: SaidOfCase, invitation: InvitationRow | null): RatedParts {
    const { standing } = row;
    const origin = invitation?.test === 1 ? 'test' : 'rater';
    // Only a theme has linked cases: what names others is about none of its own (SZ-20b).
    const alone = { ...said, linked: [] };
    if (invitation === null || invitation.kind === 'plain') {
      return { standing, origin, parts: partsOf(alone, row) };
    }
    const members = this.#members.of(invitation.position);
    if (invitation.kind === 'batch') {
      const batch = members.map(({ caseNo }) => caseNo);
      return { standing, origin, parts: partsOf(alone, row), batch };
    }
    const linked = members.filter(({ role }) => role === 'linked');
    const places = new Map(linked.map(({ caseNo, place }) => [caseNo, place]));
    const isTheme = !places.has(said.caseNo);
    const parts = said.linked?.filter(({ caseNo }) => isTheme && places.has(caseNo));
    const known = { ...said, linked: parts };
    return { standing, origin, parts: partsOf(known, row, (one) => places.get(one) ?? row) };
  }

  #packOf(day: string, invitation: InvitationRow | null): RulePack {
    const { packs } = this.#context;
    return invitation === null ? packs.inForceOn(day) : this.#context.packOf(invitation.pack);
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
    about: { said: () => SaidOfCase; invitation: InvitationRow | null },
  ): Pick<SettledBody, 'order' | 'cancelsOrder'> {
    if (hasOrder(before.standing) === hasOrder(after.standing)) return {};
    if (hasOrder(after.standing)) {
      const order = this.draft(after, about.said(), about.invitation);
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

  /** The number of a rating's order, if that is still being worked on. */
  openOrderOf(rating: number): string | null {
    const known = this.#table.find(rating);
    return known !== null && takesMoreCases(known.order) ? orderNo(known.day, rating) : null;
  }

  /** The ledger entry at `position` has added cases to the order of a rating (SZ-20a). */
  extend(rating: number, position: number): void {
    this.#table.insertStep(position, rating);
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
    const { ledger, now } = this.#context;
    const { workOrder } = this.#packOf(known.day, null);
    const decision = takeStep(order, step, taker, workOrder);
    if (!decision.taken) return { status: 'refused', refusal: decision.refusal };
    const { bare, words } = apart(step);
    const body: OrderStepBody = { rating, orderNo: number, step: bare, by: takenBy(taker) };
    const { position } = ledger.append('workOrder.step', now, body, words);
    const next = advance(known, step, now) ?? known;
    this.#table.update(rating, next);
    this.#table.insertStep(position, rating, sent ?? undefined);
    return { status: 'taken', state: next.order.state, allowed: stepsFrom(next.order) };
  }

  /** From now on by this calendar; orders not yet answered move with it. */
  recompute(calendar: WorkingCalendar): Moved[] {
    const moved = this.#table.unanswered().flatMap((known) => {
      const { closesAt: dueAt, provisional } = this.#dates.of(
        known.day,
        this.#packOf(known.day, null),
        calendar,
      );
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
