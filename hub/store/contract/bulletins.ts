import { hash } from 'node:crypto';
import { expect, it } from 'vitest';
import { monthSpan } from '../../disclosure/month.ts';
import type { Hall } from './hall.ts';

/** What is published of a month, and what it is made of (SZ-23b). */
export function bulletinContract(hall: () => Hall): void {
  const publish = (edition: number, text: string, month = '2026-10') => {
    const at = hall().clock.now();
    const about = { month, edition, text, by: 'test', at };
    return hall().store.submit({ kind: 'bulletin.publish', ...about });
  };
  const source = () => {
    const span = monthSpan('2026-11', 'Asia/Shanghai');
    return hall().store.query({ kind: 'bulletinSource', ...span, limit: 100 });
  };

  it('keeps each edition as it was published, and gives the newest', async () => {
    await publish(1, '{"edition":1}');
    await publish(2, '{"edition":2}');
    await publish(1, '{"of":"another"}', '2026-09');
    const { store, clock } = hall();
    const first = await store.query({ kind: 'bulletin', month: '2026-10', edition: 1 });
    expect(first).toEqual({
      month: '2026-10',
      edition: 1,
      digest: hash('sha256', '{"edition":1}', 'hex'),
      publishedAt: clock.now(),
      text: '{"edition":1}',
    });
    const newest = await store.query({ kind: 'bulletin', month: '2026-10' });
    expect(newest).toMatchObject({ edition: 2, text: '{"edition":2}' });
    const list = await store.query({ kind: 'bulletins' });
    expect(list.map(({ month, edition }) => [month, edition])).toEqual([
      ['2026-10', 2],
      ['2026-09', 1],
    ]);
    expect(await store.query({ kind: 'bulletin', month: '2026-08' })).toBeNull();
  });

  it('publishes an edition once, however many try at the same time', async () => {
    const outcomes = await Promise.all([publish(1, 'a'), publish(1, 'b'), publish(3, 'c')]);
    expect(outcomes.map(({ digest }) => digest !== null)).toEqual([true, false, false]);
    const newest = await hall().store.query({ kind: 'bulletin', month: '2026-10' });
    expect(newest).toMatchObject({ edition: 1, text: 'a' });
    expect(await hall().place.problem()).toBeNull();
  });

  it('is made of the figures, the gaps and the quarantine of one moment', async () => {
    expect(await source()).toMatchObject({ missing: [], quarantined: [], quarantineDropped: 0 });
    await hall().send(hall().answer(await hall().report(hall().record('C1')), { seq: 3 }));
    await hall().sendBytes('eva-2', new Uint8Array([1, 2, 3]));
    await hall().sendBytes('nobody', new Uint8Array([4]));
    const { ledger } = await hall().store.query({ kind: 'state' });
    const made = await source();
    expect(made).toMatchObject({
      missing: [{ hallId: 'north', count: 2 }],
      quarantined: [
        { hallId: '', count: 1 },
        { hallId: 'north', count: 1 },
      ],
      ledger,
    });
    expect(made.figures.groups.map(({ key }) => key)).toEqual([
      { hall: 'north', department: 'd1', item: 'i1' },
    ]);
  });

  it('misses nothing any more once the gap is filled', async () => {
    await hall().send(hall().rating({ caseNo: 'C2' }, { seq: 2 }));
    expect((await source()).missing).toEqual([{ hallId: 'north', count: 1 }]);
    await hall().send(hall().rating({ caseNo: 'C1' }, { seq: 1 }));
    expect((await source()).missing).toEqual([]);
  });
}
