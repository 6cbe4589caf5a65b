import { expect, it } from 'vitest';
import type { OutboundSettings } from '../../outbound/deliveries-of.ts';
import type { DeliveryResult, Destination } from '../../outbound/delivery.ts';
import { DAY, type Hall, MINUTE } from './hall.ts';

const PROVINCE: Destination = 'province:majority';
const SETTINGS: OutboundSettings = {
  hotline: false,
  sms: false,
  province: PROVINCE,
  defaults: true,
};

/** What must reach other parties, made from the ledger. */
export function outboundContract(hall: () => Hall): void {
  const begin = (destinations: Destination[] = [PROVINCE]) =>
    hall().store.submit({ kind: 'outbound.begin', destinations });
  const at = () => hall().clock.now();
  const feed = (limit = 200) =>
    hall().store.submit({ kind: 'outbound.feed', settings: SETTINGS, limit, at: at() });
  const due = async (limit = 100) => {
    const query = { kind: 'dueDeliveries', destination: PROVINCE, at: at(), limit } as const;
    return (await hall().store.query(query)).due;
  };
  const settle = (...results: DeliveryResult[]) =>
    hall().store.submit({ kind: 'outbound.settle', results, at: at() });
  const delivered = (id: number) => settle({ id, state: 'delivered', reason: null });
  const all = () => hall().store.query({ kind: 'deliveries', limit: 100 });
  const rateCase = async (caseNo: string) =>
    hall().send(hall().answer(await hall().report(hall().record(caseNo))));

  it('makes each delivery once, in steps, also over a restart', async () => {
    await begin();
    for (const caseNo of ['C1', 'C2', 'C3']) await rateCase(caseNo);
    let made = 0;
    for (let behind = 1; behind > 0; ) {
      const step = await feed(2);
      made += step.made;
      behind = step.behind;
      await hall().restart();
    }
    expect(made).toBe(6);
    expect(await feed()).toMatchObject({ made: 0, behind: 0 });
    expect((await all()).map(({ kind, subject }) => `${kind} ${subject}`).reverse()).toEqual(
      ['C1', 'C2', 'C3'].flatMap((caseNo) => [`record ${caseNo}`, `rating ${caseNo}`]),
    );
  });

  it('begins a destination at the moment it is switched on, or where it is told to', async () => {
    await rateCase('C1');
    await begin();
    expect(await feed()).toMatchObject({ made: 0, behind: 0 });
    const replay = { kind: 'outbound.replay', from: 1, by: 'admin', at: at() } as const;
    const unknown = await hall().store.submit({ ...replay, destination: 'hotline' });
    expect(unknown).toEqual({ known: false });
    await hall().store.submit({ ...replay, destination: PROVINCE });
    expect((await feed()).made).toBe(2);
    await hall().store.submit({ ...replay, destination: PROVINCE });
    expect((await feed()).made).toBe(0);
    await begin([]);
    await rateCase('C2');
    await begin();
    expect((await feed()).made).toBe(0);
  });

  it('makes the record too when only the rating came after switching on', async () => {
    const asked = await hall().report(hall().record('C1'));
    await begin();
    await hall().send(hall().answer(asked));
    await feed();
    const [rating, record] = await all();
    expect(record).toMatchObject({ kind: 'record', subject: 'C1', dedupeKey: 'record:sys/r1' });
    expect(rating).toMatchObject({ kind: 'rating', after: record?.id, nextAttemptAt: null });
  });

  it('holds a rating back until its record has been accepted', async () => {
    await begin();
    await rateCase('C1');
    await feed();
    const [record, ...others] = await due();
    expect(record).toMatchObject({ kind: 'record', source: { record: { caseNo: 'C1' } } });
    expect(others).toEqual([]);
    await settle({ id: record?.id ?? 0, state: 'refused', reason: 'no such item' });
    expect(await due()).toEqual([]);
    const resend = { kind: 'outbound.resend', by: 'admin', at: at() } as const;
    expect(await hall().store.submit({ ...resend, id: record?.id ?? 0 })).toMatchObject({
      resent: true,
    });
    await delivered(record?.id ?? 0);
    const source = { assessNumber: 1, rating: { level: 5 }, standing: 'counted' };
    expect(await due()).toMatchObject([{ kind: 'rating', subject: 'C1', source }]);
    expect(await hall().store.submit({ ...resend, id: record?.id ?? 0 })).toEqual({
      resent: false,
      state: 'delivered',
    });
    expect(await hall().place.problem()).toBeNull();
  });

  it('makes the rating once its record has come, and tells how it stands today', async () => {
    await begin();
    await hall().send(hall().rating({ caseNo: 'C1' }));
    expect((await feed()).made).toBe(0);
    await hall().report(hall().record('C1'));
    expect((await feed()).made).toBe(2);
    await delivered((await due())[0]?.id ?? 0);
    expect(await due()).toMatchObject([
      { source: { standing: 'counted', itemName: '居住证办理' } },
    ]);
    const [{ position = 0 } = {}] = await hall().store.query({ kind: 'ratings', limit: 1 });
    const judgements = [{ position, valid: false }];
    await hall().store.submit({ kind: 'signature.judged', judgements, at: at() });
    await feed();
    expect(await due()).toMatchObject([{ source: { standing: 'forged', signature: 'bad' } }]);
  });

  it('waits between attempts, and not for ever when the clock was set back', async () => {
    await begin();
    await rateCase('C1');
    await feed();
    const [{ id } = { id: 0 }] = await due();
    const nextAttemptAt = at() + 5 * MINUTE;
    await settle({ id, state: 'pending', error: 'HTTP 500', nextAttemptAt, attempted: true });
    expect(await due()).toEqual([]);
    hall().clock.advance(-120 * MINUTE);
    expect(await due()).toMatchObject([{ id, attempts: 1 }]);
    hall().clock.advance(125 * MINUTE);
    expect(await due()).toMatchObject([{ id }]);
    await delivered(id);
    await settle({ id, state: 'refused', reason: 'late' });
    expect(await hall().store.query({ kind: 'delivery', id })).toMatchObject({
      state: 'delivered',
      attempts: 2,
    });
  });

  const batched = (caseNo: string) => hall().record(caseNo, { declarationNo: 'D1' });
  const kinds = async () =>
    (await all()).map(({ kind, subject }) => `${kind} ${subject}`).reverse();
  const sweep = (limit = 100) =>
    hall().store.submit({ kind: 'defaults.sweep', closedBy: at(), limit });

  it('tells of a rating for a case that joins its batch later, and puts it into its order (SZ-20a, SZ-21a)', async () => {
    await begin([PROVINCE, 'hotline']);
    const settings = { ...SETTINGS, hotline: true };
    const feedAll = () =>
      hall().store.submit({ kind: 'outbound.feed', settings, limit: 200, at: at() });
    const asked = hall().answer(await hall().report(batched('C1')));
    await hall().send({ ...asked, body: { ...asked.body, level: 1 } });
    await hall().report(batched('C2'));
    await feedAll();
    expect(await kinds()).toEqual([
      'record C1',
      expect.stringMatching(/^order GD/),
      'rating C1',
      'record C2',
      expect.stringMatching(/^order GD/),
      'rating C2',
    ]);
    const [ratingOfC2] = await all();
    expect(ratingOfC2?.after).toBe(4);
    const query = { kind: 'dueDeliveries', destination: 'hotline', at: at(), limit: 9 } as const;
    const orders = (await hall().store.query(query)).due.map(({ source }) => source);
    expect(orders).toMatchObject([
      { order: { caseNos: ['C1'] } },
      { order: { caseNos: ['C1', 'C2'], parts: [{ caseNo: 'C1', level: 1 }] } },
    ]);
    const [order] = await hall().store.query({
      kind: 'workOrders',
      limit: 9,
      nearlyDueUntil: at(),
    });
    expect(order).toMatchObject({ caseNos: ['C1', 'C2'], state: 'opened' });
    await hall().report({ ...batched('C2'), recordId: 'again' });
    expect(await feedAll()).toMatchObject({ made: 1 });
    expect(await hall().place.problem()).toBeNull();
  });

  it('makes a default for each case when it is made, in steps that end with an entry (SZ-17b)', async () => {
    await begin();
    for (const caseNo of ['C1', 'C2']) await hall().report(batched(caseNo));
    for (const caseNo of ['C3', 'C4']) await hall().report(hall().record(caseNo));
    await hall().report(hall().record('T1', { test: true }));
    await feed();
    hall().clock.advance(9 * DAY);
    await sweep(1);
    await sweep();
    expect(await feed(2)).toMatchObject({ made: 2, behind: 1 });
    expect(await feed(2)).toMatchObject({ made: 2, behind: 0 });
    expect((await kinds()).slice(4)).toEqual([
      'default C1',
      'default C2',
      'default C3',
      'default C4',
    ]);
    await hall().store.submit({
      kind: 'outbound.replay',
      destination: PROVINCE,
      from: 1,
      by: 'admin',
      at: at(),
    });
    expect(await feed()).toMatchObject({ made: 0 });
    await hall().report({ ...batched('C5'), occurredAt: '2026-11-22T12:00:00.000+08:00' });
    await feed();
    expect((await kinds()).slice(8)).toEqual(['record C5', 'default C5']);
    expect(await hall().place.problem()).toBeNull();
  });

  it('tells a genuine rating after the default that it supersedes, or in its place (SZ-17c)', async () => {
    await begin();
    const late = [];
    for (const caseNo of ['C1', 'C2']) {
      late.push(hall().answer(await hall().report(hall().record(caseNo))));
    }
    await feed();
    for (const { id } of await due()) await delivered(id);
    hall().clock.advance(9 * DAY);
    await sweep();
    await feed();
    const [first, second] = await due();
    expect(first).toMatchObject({ kind: 'default', source: { inForce: true, assessNumber: 1 } });
    await delivered(first?.id ?? 0);
    for (const rating of late) await hall().send(rating);
    await feed();
    const now = await due();
    expect(now).toMatchObject([
      { id: second?.id, kind: 'default', source: { inForce: false } },
      { kind: 'rating', subject: 'C1', source: { assessNumber: 1, defaultsTold: 1 } },
    ]);
    await settle({ id: second?.id ?? 0, state: 'refused', reason: 'no defaults here' });
    expect((await due()).at(-1)).toMatchObject({
      kind: 'rating',
      subject: 'C2',
      source: { assessNumber: 1, defaultsTold: 0, standing: 'counted' },
    });
    expect(await hall().place.problem()).toBeNull();
  });

  it('tells how each destination stands, and lists by state and destination', async () => {
    await begin([PROVINCE, 'hotline']);
    for (const caseNo of ['C1', 'C2']) await rateCase(caseNo);
    await feed();
    const [{ id } = { id: 0 }] = await due(1);
    await settle({ id, state: 'refused', reason: 'no such item' });
    const { ledger } = await hall().store.query({ kind: 'state' });
    const { position } = ledger;
    expect(await hall().store.query({ kind: 'destinations' })).toEqual([
      { destination: 'hotline', pending: 0, oldestAt: null, refused: 0, position },
      { destination: PROVINCE, pending: 3, oldestAt: at(), refused: 1, position },
    ]);
    const list = (query: object) => hall().store.query({ kind: 'deliveries', limit: 10, ...query });
    expect(await list({ state: 'refused' })).toMatchObject([{ id, reason: 'no such item' }]);
    expect(await list({ state: 'pending', destination: PROVINCE })).toHaveLength(3);
    expect(await list({ destination: 'hotline' })).toEqual([]);
    expect(await list({ before: id + 1 })).toHaveLength(id);
  });
}
