import { expect, it } from 'vitest';
import type { Step } from '../../workorders/step.ts';
import type { StepTaker } from '../../workorders/take-step.ts';
import type { Hall } from './hall.ts';

const EVERY_OFFICE: StepTaker = {
  kind: 'account',
  name: 'zhang',
  offices: ['operator', 'handler', 'reviewer'],
};
const NEARLY_DUE_UNTIL = Date.parse('2026-12-05T00:00:00.000+08:00');
const TO_THE_END: Step[] = [
  { step: 'dispatch', body: 'd2', text: '请核实' },
  { step: 'accept' },
  { step: 'verify', substantiated: true, text: '情况属实' },
  { step: 'rectify', text: '已约谈' },
  { step: 'followUp', answer: 'satisfied' },
];

/** Work orders: opened with their rating, followed step by step (SZ-21). */
export function orderContract(hall: () => Hall): void {
  async function rated(
    caseNo: string,
    levels: { level: 1 | 2 | 3 | 5; business?: 1; service?: 1 },
  ) {
    const rating = hall().answer(await hall().report(hall().record(caseNo)));
    await hall().send({ ...rating, body: { ...rating.body, ...levels } });
  }
  const orders = (
    filter: { state?: 'opened' | 'cancelled'; timing?: 'nearlyDue' | 'overdue' } = {},
  ) =>
    hall().store.query({
      kind: 'workOrders',
      limit: 50,
      nearlyDueUntil: NEARLY_DUE_UNTIL,
      ...filter,
    });
  const one = (orderNo: string) =>
    hall().store.query({ kind: 'workOrder', orderNo, nearlyDueUntil: 0 });
  const take = (orderNo: string, step: Step, taker = EVERY_OFFICE) =>
    hall().store.submit({ kind: 'workOrder.step', orderNo, step, taker });
  async function orderOf(caseNo: string): Promise<string> {
    await rated(caseNo, { level: 1 });
    const [newest] = await orders();
    return newest?.orderNo ?? '';
  }
  async function judgeForged(): Promise<void> {
    const { store, clock } = hall();
    const waiting = await store.query({ kind: 'unverified', limit: 10 });
    const judgements = waiting.map(({ position }) => ({ position, valid: false }));
    await store.submit({ kind: 'signature.judged', judgements, at: clock.now() });
  }

  it('opens one with a negative rating, due on the 10th working day, and none with another (SZ-21a, SZ-21b)', async () => {
    hall().clock.set(Date.parse('2026-11-20T12:00:00.000+08:00'));
    await rated('C1', { level: 3 });
    await rated('C2', { level: 5, service: 1 });
    const [order, ...others] = await orders();
    expect(others).toEqual([]);
    expect(order).toMatchObject({
      orderNo: expect.stringMatching(/^GD20261120-\d{6}$/),
      hallId: 'north',
      body: 'd1',
      state: 'opened',
      dueAt: Date.parse('2026-12-05T00:00:00.000+08:00'),
      provisional: false,
      timing: 'nearlyDue',
      caseNos: ['C2'],
      parts: [{ caseNo: 'C2', indicator: 'service', level: 1, itemCode: 'i1', staffNo: 's1' }],
    });
    expect(await one(order?.orderNo ?? '')).toMatchObject({
      about: { level: 5, service: 1, business: null, staffNo: 's1', standing: 'counted' },
      allowed: ['dispatch'],
      explanation: { rule: 'SZ-21a', pack: 'shenzhen@1', facts: { due: { rule: 'SZ-21b' } } },
    });
    expect(await hall().place.problem()).toBeNull();
  });

  it('opens none for an unmatched rating, and one when its record comes', async () => {
    await hall().send(hall().rating({ caseNo: 'C1', level: 1 }));
    expect(await orders()).toEqual([]);
    await hall().report(hall().record('C1'));
    expect(await orders()).toMatchObject([{ caseNos: ['C1'], body: 'd1', state: 'opened' }]);
    await hall().send(hall().rating({ caseNo: 'C1', level: 1 }, { terminalId: 'eva-2' }));
    expect(await orders()).toHaveLength(1);
    expect(await hall().place.problem()).toBeNull();
  });

  it('cancels it when its rating turns out forged, and opens one for the tap it had displaced', async () => {
    const orderNo = await orderOf('C1');
    await hall().send(hall().rating({ caseNo: 'C1', level: 2 }, { terminalId: 'eva-2' }));
    const [first] = await hall().store.query({ kind: 'unverified', limit: 1 });
    const judgements = [{ position: first?.position ?? 0, valid: false }];
    await hall().store.submit({ kind: 'signature.judged', judgements, at: hall().clock.now() });
    expect(await one(orderNo)).toMatchObject({
      state: 'cancelled',
      timing: 'cancelled',
      allowed: [],
      steps: [{ by: { hub: true }, step: { step: 'cancel', standing: 'forged' } }],
    });
    expect(await orders({ state: 'opened' })).toMatchObject([{ parts: [{ level: 2 }] }]);
    expect(await take(orderNo, TO_THE_END[0] as Step)).toMatchObject({
      status: 'refused',
      refusal: { reason: 'notNow', allowed: [] },
    });
    expect(await hall().place.problem()).toBeNull();
  });

  it('follows it to the end and back, and keeps who did what (SZ-21c)', async () => {
    const orderNo = await orderOf('C1');
    for (const step of TO_THE_END) {
      expect(await take(orderNo, step)).toMatchObject({ status: 'taken' });
    }
    expect(await one(orderNo)).toMatchObject({ state: 'followedUp', timing: 'onTime', body: 'd2' });
    expect(await take(orderNo, { step: 'close' })).toMatchObject({
      status: 'taken',
      state: 'closed',
      allowed: ['reopen'],
    });
    const attachments = [{ name: '录音.mp3', sha256: 'a'.repeat(64), bytes: 4_096 }];
    await take(orderNo, { step: 'reopen', text: '整改不实', attachments });
    const view = await one(orderNo);
    expect(view).toMatchObject({ state: 'reopened', answeredAt: null, closedAt: null });
    expect(view?.steps.map(({ step }) => step)).toEqual([
      ...TO_THE_END,
      { step: 'close' },
      { step: 'reopen', text: '整改不实', attachments },
    ]);
    expect(view?.steps.every(({ by }) => 'account' in by && by.account === 'zhang')).toBe(true);
    await hall().restart();
    expect(await one(orderNo)).toEqual(view);
    const beside = await hall().store.query({ kind: 'case', caseNo: 'C1' });
    expect(beside?.ratings).toMatchObject([{ order: { orderNo, state: 'reopened' } }]);
    expect(await hall().place.problem()).toBeNull();
  });

  it('refuses a step in the wrong state or by the wrong person, and keeps nothing of it', async () => {
    const orderNo = await orderOf('C1');
    const before = (await hall().store.query({ kind: 'state' })).ledger;
    expect(await take(orderNo, { step: 'close' })).toMatchObject({
      refusal: { reason: 'notNow', allowed: ['dispatch'] },
    });
    const auditor = { ...EVERY_OFFICE, offices: ['auditor'] };
    expect(await take(orderNo, TO_THE_END[0] as Step, auditor)).toMatchObject({
      refusal: { reason: 'notYours', offices: ['administrator', 'operator', 'hotline'] },
    });
    expect(await take('GD20261122-999999', { step: 'accept' })).toEqual({ status: 'unknownOrder' });
    const otherDay = orderNo.replace('20261122', '20261121');
    expect(await take(otherDay, { step: 'accept' })).toEqual({ status: 'unknownOrder' });
    expect(await one(otherDay)).toBeNull();
    expect((await hall().store.query({ kind: 'state' })).ledger).toEqual(before);
  });

  it('takes a step of the hotline once, whatever comes again, and no contradiction', async () => {
    const orderNo = await orderOf('C1');
    const hotline = (stepId: string): StepTaker => ({ kind: 'hotline', systemId: '12345', stepId });
    const dispatch: Step = { step: 'dispatch', body: 'd2' };
    expect(await take(orderNo, dispatch, hotline('h1'))).toMatchObject({ status: 'taken' });
    expect(await take(orderNo, { step: 'accept' }, hotline('h2'))).toMatchObject({
      status: 'taken',
    });
    expect(await take(orderNo, dispatch, hotline('h1'))).toEqual({
      status: 'duplicate',
      state: 'accepted',
      allowed: ['verify', 'return'],
    });
    const other: Step = { step: 'dispatch', body: 'd3' };
    expect(await take(orderNo, other, hotline('h1'))).toEqual({ status: 'contradiction' });
    const view = await one(orderNo);
    expect(view?.steps.map(({ by }) => by)).toEqual([
      { system: '12345', stepId: 'h1' },
      { system: '12345', stepId: 'h2' },
    ]);
  });

  it('lists what is overdue or nearly due at the moment of asking, never stored', async () => {
    const orderNo = await orderOf('C1');
    const [order] = await orders();
    const dueAt = order?.dueAt ?? 0;
    hall().clock.set(dueAt - 1);
    expect(await orders({ timing: 'overdue' })).toEqual([]);
    hall().clock.set(dueAt);
    expect(await orders({ timing: 'overdue' })).toMatchObject([{ orderNo, timing: 'overdue' }]);
    expect(await orders({ timing: 'nearlyDue' })).toEqual([]);
    for (const step of TO_THE_END) await take(orderNo, step);
    expect(await orders({ timing: 'overdue' })).toEqual([]);
    expect(await one(orderNo)).toMatchObject({ timing: 'late' });
    expect(await hall().place.problem()).toBeNull();
  });

  it('counts for the monthly report of each body (GZ-3)', async () => {
    const [done, wrong, late] = [await orderOf('C1'), await orderOf('C2'), await orderOf('C3')];
    await orderOf('C4');
    for (const step of [...TO_THE_END, { step: 'close' } as const]) await take(done, step);
    const unfounded: Step[] = [
      { step: 'dispatch', body: 'd2' },
      { step: 'accept' },
      { step: 'verify', substantiated: false, text: '查无此事' },
      { step: 'followUp', answer: 'notSatisfied' },
    ];
    for (const step of unfounded) await take(wrong, step);
    const [order] = await orders();
    hall().clock.set(order?.dueAt ?? 0);
    for (const step of TO_THE_END) await take(late, step);
    const november = { from: '2026-11-01', to: '2026-11-30' };
    const report = () => hall().store.query({ kind: 'workOrderFigures', ...november });
    const d1 = { body: 'd1', onTime: 0, running: 0, verified: 0, substantiated: 0, followedUp: 0 };
    const d2 = { body: 'd2', cancelled: 0, running: 0, verified: 3, followedUp: 3, satisfied: 2 };
    expect(await report()).toEqual([
      { ...d1, opened: 1, cancelled: 0, overdue: 1, satisfied: 0 },
      { ...d2, opened: 3, onTime: 2, overdue: 1, substantiated: 2 },
    ]);
    await judgeForged();
    expect(await report()).toMatchObject([
      { body: 'd1', opened: 0, cancelled: 1, overdue: 0 },
      { body: 'd2', opened: 0, cancelled: 3, onTime: 0, satisfied: 0 },
    ]);
    const december = { from: '2026-12-01', to: '2026-12-31' };
    expect(await hall().store.query({ kind: 'workOrderFigures', ...december })).toEqual([]);
    expect(await hall().place.problem()).toBeNull();
  });
}
