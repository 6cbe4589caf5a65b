import { expect, it } from 'vitest';
import { encode, LIMITS, type Rating } from '../../../protocol/index.ts';
import type { Hall } from './hall.ts';

/** Messages that cannot be read: each a named refusal, kept as evidence, never a loop. */
export function unreadableContract(hall: () => Hall): void {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const spoilt = (change: object) => encode({ ...hall().rating({ caseNo: 'C1' }), ...change });

  it.each<[string, () => Uint8Array]>([
    ['notUtf8', () => new Uint8Array([0x7b, 0xff, 0x7d])],
    ['malformed', () => bytes('not JSON')],
    ['malformed', () => spoilt({ seq: 'one' })],
    ['oversized', () => bytes('x'.repeat(LIMITS.payloadBytes + 1))],
    ['unknownVersion', () => spoilt({ version: 2 })],
    ['wrongLevel', () => spoilt({ body: { ...hall().rating({ caseNo: 'C1' }).body, level: 6 } })],
  ])('refuses as %s and keeps it once however often it comes', async (reason, payload) => {
    const message = payload();
    for (let i = 0; i < 3; i++) {
      const { receipt, live } = await hall().sendBytes('eva-1', message);
      expect(receipt).toMatchObject({ outcome: 'refused', reason, kept: true });
      expect(live).toBeNull();
    }
    const kept = await hall().store.query({ kind: 'quarantine', limit: 10 });
    expect(kept).toMatchObject([{ reason, terminalId: 'eva-1', source: 'rating' }]);
  });

  it('names the event id of a refused message where it can be read', async () => {
    const rating: Rating = hall().rating({ caseNo: 'C1' });
    const body = { ...rating.body, level: 9 };
    const { receipt } = await hall().sendBytes('eva-1', encode({ ...rating, body }));
    expect(receipt).toMatchObject({ reason: 'wrongLevel', eventId: rating.eventId });
    expect(receipt).toMatchObject({ errors: [{ path: 'body.level' }] });
  });

  it('counts the number of an unreadable rating as arrived, so it is not asked for for ever', async () => {
    const rating = hall().rating({ caseNo: 'C1' });
    await hall().sendBytes('eva-1', encode({ ...rating, body: { ...rating.body, level: 9 } }));
    expect(await hall().contiguousSeq()).toBe(1);
    await hall().send(hall().rating({ caseNo: 'C2' }));
    expect(await hall().contiguousSeq()).toBe(2);
    expect(await hall().place.problem()).toBeNull();
  });

  it('keeps one genuine rating under the number of an unreadable one, over a restart too', async () => {
    await hall().sendBytes('eva-1', spoilt({ seq: 1, version: 2 }));
    await hall().sendBytes('eva-1', spoilt({ seq: 3, version: 2 }));
    await hall().restart();
    for (const seq of [1, 3]) {
      const caseNo = `C${seq}`;
      const { receipt } = await hall().send(hall().rating({ caseNo }, { seq }));
      expect(receipt).toMatchObject({ standing: 'unmatched', duplicate: false });
      const other = await hall().send(hall().rating({ caseNo: 'D1' }, { seq }));
      expect(other.receipt).toMatchObject({ reason: 'sequenceConflict', kept: true });
    }
    expect(await hall().place.problem()).toBeNull();
  });

  it('is not misled by numbers far beyond reason', async () => {
    for (const seq of [Number.MAX_SAFE_INTEGER, 1e9]) {
      await hall().sendBytes('eva-1', spoilt({ seq, version: 2 }));
    }
    await hall().send(hall().rating({ caseNo: 'C1' }, { seq: 1 }));
    expect(await hall().contiguousSeq()).toBe(1);
  });
}
