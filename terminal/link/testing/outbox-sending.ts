import {
  frozen,
  hold,
  id,
  type OutboxCase,
  refused,
  same,
  settle,
  signedRowOf,
  stored,
  unsentSeqs,
  withOutbox,
} from './outbox-fixtures.ts';

/** Sending, receipts, offering again, forgetting. */
export const SENDING_CASES: OutboxCase[] = [
  withOutbox('offers the oldest first, at most as many as asked', async (o) => {
    const rows = [await hold(o), await hold(o), await hold(o)];
    for (const row of rows.toReversed()) await o.release(row.eventId);
    same(await unsentSeqs(o), [1, 2, 3]);
    same(
      (await o.unsent(2)).map(({ seq }) => seq),
      [1, 2],
    );
  }),
  withOutbox('settles: a stored row leaves, a refused one goes to the shelf', async (o) => {
    const [a, b, c] = [await frozen(o), await frozen(o), await frozen(o)];
    await settle(o, stored(a.eventId), refused(b.eventId));
    same(
      (await o.unsent(9)).map(({ eventId }) => eventId),
      [c.eventId],
    );
    same(await o.counts(), { pending: 1, refused: 1, highestSeq: 3 });
  }),
  withOutbox(
    'settles the same receipt twice, unknown ids and nameless refusals in peace',
    async (o) => {
      const row = await frozen(o);
      await settle(o, stored(row.eventId), stored(row.eventId), stored(id()), refused(null));
      await settle(o, refused(row.eventId));
      same(await o.counts(), { pending: 0, refused: 0, highestSeq: 1 });
      await settle(o);
    },
  ),
  withOutbox('believes "stored" after "refused"', async (o) => {
    const row = await frozen(o);
    await settle(o, refused(row.eventId));
    await settle(o, stored(row.eventId));
    same(await o.counts(), { pending: 0, refused: 0, highestSeq: 1 });
  }),
  withOutbox('settles no row that was never sent', async (o) => {
    const row = await hold(o);
    await settle(o, stored(row.eventId));
    same((await o.held()).length, 1);
    await o.release(row.eventId);
    await settle(o, refused(row.eventId));
    same(await unsentSeqs(o), [1]);
  }),
  withOutbox('offers receipted rows again above a sequence number, same to the byte', async (o) => {
    for (let n = 1; n <= 4; n++) await settle(o, stored((await frozen(o)).eventId));
    same(await o.reoffer(2), 2);
    same(
      (await o.unsent(9)).map(({ payload }) => payload),
      ['payload of 3', 'payload of 4'],
    );
    same(await o.reoffer(2), 0);
    same((await o.counts()).pending, 2);
  }),
  withOutbox('knows by its number what was receipted, and nothing else', async (o) => {
    await settle(o, stored((await frozen(o)).eventId));
    await settle(o, refused((await frozen(o)).eventId));
    await frozen(o);
    same(await Promise.all([1, 2, 3, 4].map((seq) => o.isReceipted(seq))), [
      true,
      false,
      false,
      false,
    ]);
  }),
  withOutbox('offers no refused row again', async (o) => {
    await settle(o, refused((await frozen(o)).eventId));
    same(await o.reoffer(0), 0);
  }),
  withOutbox('counts on from a number that the hub has already, and never back', async (o) => {
    await hold(o);
    await o.raiseSeq(7);
    await o.raiseSeq(3);
    same((await o.counts()).highestSeq, 8);
    same((await hold(o)).seq, 9);
  }),
  withOutbox(
    'gives unsigned rows new numbers then, in their order, and signed ones none',
    async (o) => {
      const signed = await frozen(o);
      const [ready, held] = [await hold(o), await hold(o)];
      await o.release(ready.eventId);
      await o.raiseSeq(4);
      same(await unsentSeqs(o), [signed.seq, 5]);
      same(
        (await o.held()).map(({ eventId, seq }) => [eventId, seq]),
        [[held.eventId, 6]],
      );
      same((await o.counts()).highestSeq, 6);
      await o.drop(held.eventId);
      same((await hold(o)).seq, 6);
    },
  ),
  withOutbox('leaves everything as it is when the hub has no more than this outbox', async (o) => {
    await hold(o);
    await hold(o);
    await o.raiseSeq(2);
    same(
      (await o.held()).map(({ seq }) => seq),
      [1, 2],
    );
  }),
  withOutbox('knows which case was rated here at which stage', async (o) => {
    const held = await hold(o, 'A1');
    await settle(o, stored((await frozen(o, 'A2')).eventId));
    await settle(o, refused((await frozen(o, 'A3')).eventId));
    same(await o.has('A1', 'completion'), true);
    same(await o.has('A1', 'receipt'), false);
    same(await o.has('A2', 'completion'), true);
    same(await o.has('A3', 'completion'), false);
    same(await o.has('A4', 'completion'), false);
    same(held.seq, 1);
  }),
  withOutbox('takes back what it lost, to be sent as it was, and counts on above it', async (o) => {
    const lost = signedRowOf(id(), 7);
    same(await o.adopt([lost]), []);
    same(await o.unsent(9), [lost]);
    same((await hold(o)).seq, 8);
  }),
  withOutbox('takes back nothing that is here, and says what is settled', async (o) => {
    const [sent, done] = [await frozen(o), await frozen(o)];
    await settle(o, stored(done.eventId));
    const back = [sent, done].map(({ eventId, seq }) => signedRowOf(eventId, seq));
    same(await o.adopt(back), [done.eventId]);
    same(
      (await o.unsent(9)).map(({ payload }) => payload),
      ['payload of 1'],
    );
    same(await o.counts(), { pending: 1, refused: 0, highestSeq: 2 });
  }),
  withOutbox('offers what lies above a number', async (o) => {
    for (let n = 1; n <= 3; n++) await frozen(o);
    const ready = await hold(o);
    await o.release(ready.eventId);
    same(
      (await o.unsent(2, 1)).map(({ seq }) => seq),
      [2, 3],
    );
    same(
      (await o.unsent(9, 3)).map(({ seq }) => seq),
      [4],
    );
    same(await o.unsent(9, 4), []);
  }),
  withOutbox('forgets a dropped rating', async (o) => {
    const row = await hold(o, 'A1');
    await o.drop(row.eventId);
    same(await o.has('A1', 'completion'), false);
  }),
  withOutbox('prunes receipted rows that are old, and nothing else', async (o) => {
    const [old, fresh, shelf] = [await frozen(o), await frozen(o), await frozen(o)];
    await o.settle([
      { receipt: stored(old.eventId), at: 1_000 },
      { receipt: stored(fresh.eventId), at: 2_000 },
      { receipt: refused(shelf.eventId), at: 1_000 },
    ]);
    await frozen(o);
    same(await o.prune(2_000), 1);
    same(await o.counts(), { pending: 1, refused: 1, highestSeq: 4 });
    same(await o.reoffer(0), 1);
  }),
  withOutbox('gives no number twice when everything was pruned', async (o) => {
    await settle(o, stored((await frozen(o)).eventId));
    same(await o.prune(9_999), 1);
    same((await o.counts()).highestSeq, 1);
    same((await hold(o)).seq, 2);
  }),
];
