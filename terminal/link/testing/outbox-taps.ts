import type { Outbox } from '../ports.ts';
import {
  body,
  fails,
  frozen,
  hold,
  id,
  type OutboxCase,
  same,
  tap,
  withOutbox,
} from './outbox-fixtures.ts';

/** What a tap becomes, up to the moment of its freezing. */
export const TAP_CASES: OutboxCase[] = [
  withOutbox(
    'gives sequence numbers from 1 without gaps, also when taps come at once',
    async (o) => {
      const rows = await Promise.all(Array.from({ length: 20 }, () => hold(o)));
      same(
        rows.map(({ seq }) => seq).sort((a, b) => a - b),
        Array.from({ length: 20 }, (_, i) => i + 1),
      );
      same(await o.counts(), { pending: 20, refused: 0, highestSeq: 20 });
    },
  ),
  withOutbox('keeps what was tapped as it was', async (o) => {
    const row = await hold(o);
    same(await o.held(), [row]);
    same(row.state, 'held');
    same(row.body, body());
    same(row.tap, tap);
    same([row.payload, row.receipt, row.receiptedAt], [null, null, null]);
  }),
  withOutbox('refuses the same event id twice and loses no number by it', async (o) => {
    const row = await hold(o);
    await fails('eventExists', o.hold({ eventId: row.eventId, body: body(), tap, heldUntil: 0 }));
    same((await hold(o)).seq, 2);
  }),
  withOutbox('changes a held row under the same id and number (修改)', async (o) => {
    const row = await hold(o);
    const later = { ...tap, deviceTime: tap.deviceTime + 3_000 };
    const changed = await o.change(row.eventId, body(undefined, 1), later, 99);
    same([changed.seq, changed.body.level, changed.heldUntil], [row.seq, 1, 99]);
    same(await o.held(), [changed]);
  }),
  withOutbox('changes nothing that was released', async (o) => {
    const row = await hold(o);
    same((await o.release(row.eventId)).state, 'ready');
    same((await o.release(row.eventId)).state, 'ready');
    await fails('notHeld', o.change(row.eventId, body(undefined, 1), tap, 0));
    await fails('notHeld', o.drop(row.eventId));
    same((await o.unsent(1))[0]?.body.level, 4);
  }),
  withOutbox('offers no held row for sending', async (o) => {
    await hold(o);
    same(await o.unsent(9), []);
  }),
  withOutbox('gives the number of a dropped row to the next tap', async (o) => {
    await hold(o);
    const second = await hold(o);
    await o.drop(second.eventId);
    same((await o.counts()).highestSeq, 1);
    same((await hold(o)).seq, 2);
  }),
  withOutbox('drops only the newest row', async (o) => {
    const first = await hold(o);
    await hold(o);
    await fails('notNewest', o.drop(first.eventId));
    same((await o.held()).length, 2);
  }),
  withOutbox('names a row that it does not know', async (o) => {
    await fails('unknownRow', o.release(id()));
    await fails('unknownRow', o.drop(id()));
    await fails('unknownRow', o.freeze([{ eventId: id(), payload: 'x' }]));
    await fails('unknownRow', o.change(id(), body(), tap, 0));
  }),
  withOutbox('freezes once and for all', async (o) => {
    const row = await frozen(o);
    await o.freeze([{ eventId: row.eventId, payload: 'payload of 1' }]);
    await fails('frozenDiffers', o.freeze([{ eventId: row.eventId, payload: 'another payload' }]));
    same((await o.unsent(1))[0]?.payload, 'payload of 1');
    same((await o.unsent(1))[0]?.state, 'frozen');
  }),
  withOutbox('freezes many at once, or none when one of them cannot be', async (o) => {
    const [a, b, held] = [await hold(o), await hold(o), await hold(o)];
    for (const { eventId } of [a, b]) await o.release(eventId);
    const signed = [a, b, held].map(({ eventId }) => ({ eventId, payload: eventId }));
    await fails('notReady', o.freeze(signed));
    same(await payloads(o), [null, null]);
    await o.freeze(signed.slice(0, 2));
    same(await payloads(o), [a.eventId, b.eventId]);
  }),
  withOutbox('freezes no held row', async (o) => {
    const row = await hold(o);
    await fails('notReady', o.freeze([{ eventId: row.eventId, payload: 'x' }]));
  }),
];

const payloads = async (o: Outbox) => (await o.unsent(9)).map(({ payload }) => payload);
