import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Level, RatingBody } from '../../../../protocol/index.ts';
import { shenzhen } from '../../../rules/pack.ts';
import type { WorkingCalendar } from '../../../workorders/due.ts';
import { orderNo } from '../../../workorders/order-no.ts';
import type { Step } from '../../../workorders/step.ts';
import { migrate } from '../migrate.ts';
import { WriteContext } from './context.ts';
import { WorkOrderTable } from './work-order-table.ts';
import { WorkOrderWriter } from './work-orders.ts';

/** The first week of October is off. */
const NOTICE: WorkingCalendar = {
  version: 3,
  isWorked(day) {
    const off = day >= '2026-10-01' && day <= '2026-10-07';
    const weekday = Temporal.PlainDate.from(day).dayOfWeek <= 5;
    return { worked: weekday && !off, provisional: false };
  },
};
const PLACE = { hallId: 'h', departmentCode: 'd', windowNo: 'w', itemCode: 'i', staffNo: 's' };
const EVERYBODY = ['operator', 'handler', 'reviewer'];

describe('open work orders, when the working calendar changes (SZ-21b)', () => {
  let db: DatabaseSync;
  let context: WriteContext;
  let orders: WorkOrderWriter;

  beforeEach(() => {
    db = new DatabaseSync(':memory:');
    migrate(db);
    context = new WriteContext(db, shenzhen, { maxCount: 1, maxBytes: 1 });
    context.at(Date.parse('2026-09-28T10:00:00+08:00'));
    orders = new WorkOrderWriter(context, new WorkOrderTable(db));
  });
  afterEach(() => db.close());

  function rate(day: string, level: Level = 1): string {
    const row = { position: context.ledger.next, day, standing: 'counted', ...PLACE };
    const draft = orders.draft(row, { caseNo: 'C1', level } as RatingBody);
    const { position } = context.ledger.append('rating.received', context.now, { order: draft });
    if (draft !== null) orders.open(row, draft, position);
    return orderNo(day, row.position);
  }
  function take(number: string, ...steps: Step[]): void {
    const taker = { kind: 'account', name: 'zhang', offices: EVERYBODY } as const;
    for (const step of steps) {
      const outcome = orders.step({ kind: 'workOrder.step', orderNo: number, step, taker });
      expect(outcome.status).toBe('taken');
    }
  }
  const dueDates = () =>
    db.prepare('SELECT dueAt, provisional FROM workOrders ORDER BY rating').all();
  const end = (day: string) => Date.parse(`${day}T00:00:00+08:00`) + 86_400_000;

  it('move with it, each told with both dates; answered and cancelled ones stay', () => {
    const open = rate('2026-09-28');
    const answered = rate('2026-09-28');
    rate('2026-09-28');
    const findings: Step = { step: 'verify', substantiated: false, text: '查无此事' };
    const dispatch: Step = { step: 'dispatch', body: 'b' };
    const followUp: Step = { step: 'followUp', answer: 'satisfied' };
    take(answered, dispatch, { step: 'accept' }, findings, followUp);
    const row = { position: 3, day: '2026-09-28', ...PLACE, standing: 'forged' };
    const change = orders.changeOf({ ...row, standing: 'counted' }, row, () => {
      throw new Error('a cancelled order needs no body');
    });
    const { position } = context.ledger.append('rating.settled', context.now, change);
    orders.change(row, change, position);

    const before = end('2026-10-12');
    const after = end('2026-10-19');
    expect(orders.recompute(NOTICE)).toEqual([
      { kind: 'workOrder', id: open, from: before, to: after },
    ]);
    expect(dueDates()).toEqual([
      { dueAt: after, provisional: 0 },
      { dueAt: before, provisional: 1 },
      { dueAt: before, provisional: 1 },
    ]);
    const entry = db.prepare('SELECT kind, body FROM ledger ORDER BY position DESC').get();
    expect(entry?.kind).toBe('workOrder.moved');
    expect(JSON.parse(String(entry?.body))).toEqual({
      calendar: 3,
      moved: [{ rating: 1, dueAt: after, provisional: false }],
    });
  });

  it('are opened by it from then on, and move no second time', () => {
    expect(orders.recompute(NOTICE)).toEqual([]);
    rate('2026-09-28');
    expect(dueDates()).toEqual([{ dueAt: end('2026-10-19'), provisional: 0 }]);
    expect(orders.recompute(NOTICE)).toEqual([]);
  });

  it('a rating counted again after it had not been reinstates its order, with its history', () => {
    const number = rate('2026-09-28');
    take(number, { step: 'dispatch', body: 'b' });
    const row = { position: 1, day: '2026-09-28', ...PLACE, standing: 'counted' };
    const gone = { ...row, standing: 'unmatched' };
    const body = () => ({ caseNo: 'C1', level: 1 }) as RatingBody;
    for (const [from, to] of [
      [row, gone],
      [gone, row],
    ] as const) {
      const change = orders.changeOf(from, to, body);
      const { position } = context.ledger.append('rating.settled', context.now, change);
      orders.change(to, change, position);
    }
    const states = db.prepare('SELECT state, body FROM workOrders').all();
    expect(states).toEqual([{ state: 'opened', body: 'b' }]);
    expect(db.prepare('SELECT count(*) AS steps FROM workOrderSteps').get()?.steps).toBe(3);
    take(number, { step: 'dispatch', body: 'c' });
  });

  it('a rating not adopted keeps its order (SZ-22a)', () => {
    rate('2026-09-28');
    const row = { position: 1, day: '2026-09-28', ...PLACE, standing: 'counted' };
    const body = () => ({ caseNo: 'C1', level: 1 }) as RatingBody;
    expect(orders.changeOf(row, { ...row, standing: 'notAdopted' }, body)).toEqual({});
    expect(orders.changeOf({ ...row, standing: 'notAdopted' }, row, body)).toEqual({});
  });

  it('a good rating opens none', () => {
    rate('2026-09-28', 3);
    expect(dueDates()).toEqual([]);
  });
});
