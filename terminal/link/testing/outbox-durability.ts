import {
  frozen,
  hold,
  type OutboxCase,
  refused,
  same,
  settle,
  stored,
  unsentSeqs,
} from './outbox-fixtures.ts';

/** Holds only for outboxes on a disk: all of it is there again after a reopening. */
export const DURABLE_OUTBOX_CONTRACT: OutboxCase[] = [
  {
    name: 'survives reopening in every state',
    async run(subject) {
      const first = await subject.open();
      const o = first.outbox;
      const receipted = await frozen(o, 'A1');
      const shelf = await frozen(o, 'A2');
      await settle(o, stored(receipted.eventId), refused(shelf.eventId));
      const sent = await frozen(o, 'A3');
      const ready = await hold(o, 'A4');
      await o.release(ready.eventId);
      const held = await hold(o, 'A5');
      const before = [await o.unsent(9), await o.held(), await o.counts()];
      await first.close();
      const second = await subject.open();
      same(
        [await second.outbox.unsent(9), await second.outbox.held(), await second.outbox.counts()],
        before,
      );
      same(await unsentSeqs(second.outbox), [sent.seq, ready.seq]);
      same((await second.outbox.held())[0]?.eventId, held.eventId);
      same(await second.outbox.has('A1', 'completion'), true);
      same((await hold(second.outbox)).seq, 6);
      await second.close();
    },
  },
  {
    name: 'keeps counting after reopening an outbox that was pruned or dropped from',
    async run(subject) {
      const first = await subject.open();
      await settle(first.outbox, stored((await frozen(first.outbox)).eventId));
      await first.outbox.prune(9_999);
      await first.outbox.drop((await hold(first.outbox)).eventId);
      await first.close();
      const second = await subject.open();
      same((await second.outbox.counts()).highestSeq, 1);
      same((await hold(second.outbox)).seq, 2);
      await second.outbox.raiseSeq(9);
      await second.close();
      const third = await subject.open();
      same((await hold(third.outbox)).seq, 11);
      await third.close();
    },
  },
];
