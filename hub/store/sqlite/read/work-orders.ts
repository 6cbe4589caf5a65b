import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type {
  ExtendedBody,
  OrderStepBody,
  ReceivedBody,
  SettledBody,
} from '../../../ledger/bodies.ts';
import { together } from '../../../ledger/words.ts';
import { orderNo, parseOrderNo } from '../../../workorders/order-no.ts';
import type {
  OrderDraft,
  StepView,
  WorkOrderRow,
  WorkOrderView,
} from '../../../workorders/port.ts';
import { stepsFrom } from '../../../workorders/state.ts';
import type { Step } from '../../../workorders/step.ts';
import { timingOf } from '../../../workorders/timing.ts';
import type { Query } from '../../port.ts';
import { ADDED_CASES, casesOfOrder } from '../order-cases.ts';
import { payloadOf } from '../payload.ts';
import { type OrderColumns, progressOf } from '../work-order-columns.ts';
import { ratingOfOrder } from './rating-of-order.ts';

type Columns = OrderColumns & { rating: number; day: string; hallId: string };
type Row = Columns & { openedAt: number; opening: string; added: string };

const SELECT = `SELECT w.rating, w.day, w.hallId, w.body, w.state, w.dueAt, w.provisional,
  w.substantiated, w.answer, w.answeredAt, w.closedAt, o.at AS openedAt, o.body AS opening,
  ${ADDED_CASES} AS added
  FROM workOrders w JOIN ledger o ON o.position = w.opened`;

/** What each filter asks for, with its value from the query. */
const CONDITIONS = {
  state: 'w.state = :state',
  hallId: 'w.hallId = :hallId',
  overdue: `w.answeredAt IS NULL AND w.state <> 'cancelled' AND w.dueAt <= :now`,
  nearlyDue: `w.answeredAt IS NULL AND w.state <> 'cancelled' AND w.dueAt > :now
    AND w.dueAt <= :nearlyDueUntil`,
} as const;

/** Work orders as lists show them, and one with all its steps. */
export class WorkOrderReader {
  readonly #db: DatabaseSync;
  readonly #one: StatementSync;
  readonly #steps: StatementSync;
  readonly #rating: StatementSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#one = db.prepare(`${SELECT} WHERE w.rating = ?`);
    this.#steps = db.prepare(
      `SELECT s.position, l.at, l.kind, l.body, ${payloadOf('l')} AS words FROM workOrderSteps s
       JOIN ledger l ON l.position = s.position WHERE s.rating = ? ORDER BY s.position`,
    );
    this.#rating = db.prepare(
      `SELECT r.standing, r.tappedAt, r.windowNo, r.itemCode, r.staffNo,
         ${payloadOf('l')} AS payload
       FROM ratings r JOIN ledger l ON l.position = r.position WHERE r.position = ?`,
    );
  }

  list(query: Query<'workOrders'>, now: number): WorkOrderRow[] {
    const { state, hallId, timing, nearlyDueUntil, limit } = query;
    const wanted: string[] = ['w.rating < :before'];
    const values: Record<string, SQLInputValue> = { limit };
    values.before = query.before ?? Number.MAX_SAFE_INTEGER;
    if (state !== undefined) values.state = state;
    if (hallId !== undefined) values.hallId = hallId;
    if (timing !== undefined) values.now = now;
    if (timing === 'nearlyDue') values.nearlyDueUntil = nearlyDueUntil;
    if (state !== undefined) wanted.push(CONDITIONS.state);
    if (hallId !== undefined) wanted.push(CONDITIONS.hallId);
    if (timing !== undefined) wanted.push(CONDITIONS[timing]);
    const newest = `WHERE ${wanted.join(' AND ')} ORDER BY w.rating DESC LIMIT :limit`;
    const rows = this.#db.prepare(`${SELECT} ${newest}`).all(values) as unknown as Row[];
    return rows.map((row) => rowOf(row, { now, nearlyDueUntil }));
  }

  one({ orderNo: number, nearlyDueUntil }: Query<'workOrder'>, now: number): WorkOrderView | null {
    const parsed = parseOrderNo(number);
    const found = parsed === null ? undefined : this.#one.get(parsed.rating);
    if (parsed === null || found === undefined || found.day !== parsed.day) return null;
    const row = found as unknown as Row;
    const { explanation: counted } = JSON.parse(row.opening) as ReceivedBody;
    const { lastDay, calendar, provisional, parts } = openingOf(row);
    const levels = parts.map(({ indicator, level }) => ({ indicator, level }));
    return {
      ...rowOf(row, { now, nearlyDueUntil }),
      about: ratingOfOrder(this.#rating.get(row.rating)),
      steps: this.#steps.all(row.rating).map(stepOf),
      allowed: stepsFrom(progressOf(row).order),
      explanation: {
        rule: 'SZ-21a',
        pack: counted.pack,
        facts: { levels, due: { rule: 'SZ-21b', lastDay, calendar, provisional } },
      },
    };
  }
}

/** What the order is about lies in the entry that opened it. */
function openingOf({ opening }: Row): OrderDraft {
  return (JSON.parse(opening) as { order: OrderDraft }).order;
}

function rowOf(row: Row, moment: { now: number; nearlyDueUntil: number }): WorkOrderRow {
  const { rating, day, hallId, openedAt } = row;
  const { order, ...progress } = progressOf(row);
  const { caseNos, parts } = openingOf(row);
  return {
    orderNo: orderNo(day, rating),
    rating,
    day,
    hallId,
    body: order.body,
    state: order.state,
    substantiated: 'substantiated' in order ? order.substantiated : null,
    answer: 'answer' in order ? order.answer : null,
    openedAt,
    ...progress,
    timing: timingOf({ state: order.state, ...progress }, moment),
    caseNos: casesOfOrder(caseNos, row.added),
    parts,
  };
}

/** A step lies in an entry of its own, or in the one that changed what its rating is for. */
function stepOf(row: Record<string, unknown>): StepView {
  const { position, at } = row as { position: number; at: number };
  const body: unknown = JSON.parse(String(row.body));
  if (row.kind === 'workOrder.step') {
    const { step, by } = body as OrderStepBody;
    return { position, at, by, step: together<Step>(step, String(row.words)) };
  }
  const by = { hub: true } as const;
  if (row.kind === 'invitation.extended') {
    const { caseNos } = body as ExtendedBody;
    return { position, at, by, step: { step: 'extend', caseNos } };
  }
  const { standing, order } = body as SettledBody;
  if (order === undefined) return { position, at, by, step: { step: 'cancel', standing } };
  const { dueAt, provisional } = order;
  return { position, at, by, step: { step: 'reinstate', dueAt, provisional } };
}
