import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Level, RatingBody } from '../../../../protocol/index.ts';
import { builtInRules, stateCouncilCalendar } from '../../../rules/built-in.ts';
import type { CalendarData } from '../../../rules/calendar-data.ts';
import { WorkingCalendar } from '../../../rules/working-calendar.ts';
import { orderNo } from '../../../workorders/order-no.ts';
import type { Step } from '../../../workorders/step.ts';
import { migrate } from '../migrate.ts';
import { WriteContext } from './context.ts';
import { MemberTable } from './member-table.ts';
import { WorkOrderTable } from './work-order-table.ts';
import { WorkOrderWriter } from './work-orders.ts';

/** 2026 is not announced yet, so October counts by its weekdays. */
const BEFORE = {
  version: 1,
  years: stateCouncilCalendar.years.filter(({ year }) => year < 2026),
};
/** The first week of October is off. */
const DATA = {
  version: 3,
  years: [
    ...BEFORE.years,
    {
      year: 2026,
      notice: '国办发明电〔2025〕9号',
      holidays: [1, 2, 3, 4, 5, 6, 7].map((day) => `2026-10-0${day}`),
      workdays: [],
    },
  ],
};
const NOTICE = new WorkingCalendar(DATA);
const PLACE = { hallId: 'h', departmentCode: 'd', windowNo: 'w', itemCode: 'i', staffNo: 's' };
const EVERYBODY = ['operator', 'handler', 'reviewer'];

describe('open work orders, when the working calendar changes (SZ-21b)', () => {
  let db: DatabaseSync;
  let context: WriteContext;
  let orders: WorkOrderWriter;

  beforeEach(() => {
    db = new DatabaseSync(':memory:');
    migrate(db);
    open(BEFORE);
  });
  afterEach(() => db.close());

  function open(calendar: CalendarData): void {
    const rules = { ...builtInRules('shenzhen'), calendar };
    context = new WriteContext(db, rules, { maxCount: 1, maxBytes: 1 });
    context.at(Date.parse('2026-09-28T10:00:00+08:00'));
    orders = new WorkOrderWriter(context, new WorkOrderTable(db), new MemberTable(db));
  }
  function rate(day: string, level: Level = 1): string {
    const row = { position: context.ledger.next, day, standing: 'counted', ...PLACE };
    const draft = orders.draft(row, { caseNo: 'C1', level } as RatingBody, null);
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
    const change = orders.changeOf({ ...row, standing: 'counted' }, row, {
      invitation: null,
      said() {
        throw new Error('a cancelled order needs no body');
      },
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
    open(DATA);
    rate('2026-09-28');
    expect(dueDates()).toEqual([{ dueAt: end('2026-10-19'), provisional: 0 }]);
    expect(orders.recompute(NOTICE)).toEqual([]);
  });

  it('a rating counted again after it had not been reinstates its order, with its history', () => {
    const number = rate('2026-09-28');
    take(number, { step: 'dispatch', body: 'b' });
    const row = { position: 1, day: '2026-09-28', ...PLACE, standing: 'counted' };
    const gone = { ...row, standing: 'unmatched' };
    const about = {
      invitation: null,
      said: () => ({ caseNo: 'C1', level: 1 }) as RatingBody,
    };
    for (const [from, to] of [
      [row, gone],
      [gone, row],
    ] as const) {
      const change = orders.changeOf(from, to, about);
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
    const about = {
      invitation: null,
      said: () => ({ caseNo: 'C1', level: 1 }) as RatingBody,
    };
    expect(orders.changeOf(row, { ...row, standing: 'notAdopted' }, about)).toEqual({});
    expect(orders.changeOf({ ...row, standing: 'notAdopted' }, row, about)).toEqual({});
  });

  it('a good rating opens none', () => {
    rate('2026-09-28', 3);
    expect(dueDates()).toEqual([]);
  });
});
