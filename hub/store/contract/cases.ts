import { expect, it } from 'vitest';
import { DAY, DIRECTORY, type Hall, MINUTE } from './hall.ts';

/** A case over its records, which may come late and in any order (SZ-18a–g). */
export function caseContract(hall: () => Hall): void {
  const view = (caseNo: string) => hall().store.query({ kind: 'case', caseNo });
  const contradictions = () =>
    hall().store.query({ kind: 'contradictions', seen: false, limit: 10 });

  it('SZ-18d, SZ-18e: gives up to two invitations, each with its own deadline', async () => {
    const paper = { certificate: true };
    await hall().report(hall().record('C1', { event: 'received', ...paper }));
    hall().clock.advance(2 * DAY);
    await hall().report(hall().record('C1', { event: 'granted', ...paper }));
    expect((await view('C1'))?.invitations).toHaveLength(1);
    hall().clock.advance(DAY);
    await hall().report(hall().record('C1', { event: 'collected', ...paper }));
    expect((await view('C1'))?.invitations).toMatchObject([
      { stage: 'receipt', closesAt: Date.parse('2026-11-30T00:00:00+08:00') },
      { stage: 'completion', closesAt: Date.parse('2026-12-03T00:00:00+08:00') },
    ]);
  });

  it('SZ-18: an earlier completion that arrives later moves the deadline', async () => {
    const earlier = hall().record('C1', { windowNo: 'A02' });
    hall().clock.advance(DAY);
    await hall().report(hall().record('C1'));
    await hall().report(earlier);
    expect((await view('C1'))?.invitations).toMatchObject([
      { closesAt: Date.parse('2026-11-30T00:00:00+08:00') },
    ]);
    expect(await contradictions()).toMatchObject([{ caseNo: 'C1', kind: 'decidedTwice' }]);
    expect(await hall().place.problem()).toBeNull();
  });

  it('SZ-18g: a failure that is learned of late takes the invitation back, and its rating waits', async () => {
    const received = hall().record('C1', { event: 'received' });
    hall().clock.advance(MINUTE);
    const failed = hall().record('C1', { event: 'receiptFailed' });
    await hall().send(hall().answer(await hall().report(received)));
    expect(await hall().counts()).toMatchObject({ counted: 1 });
    await hall().report(failed);
    expect((await view('C1'))?.invitations).toEqual([]);
    expect(await hall().counts()).toMatchObject({ counted: 0, unmatched: 1 });
    const figures = await hall().figures('item', 'window', 'kind');
    expect(figures).toMatchObject([{ item: '', window: 'A01', kind: 'unmatched' }]);
    expect(await contradictions()).toMatchObject([{ kind: 'failedAfterReceipt', rule: 'SZ-18g' }]);
    expect(await hall().place.problem()).toBeNull();
  });

  it('SZ-18g: asks no longer about a receipt that failed after all', async () => {
    const received = hall().record('C1', { event: 'received' });
    await hall().report(received);
    expect(await hall().prompt()).toMatchObject({ caseNo: 'C1' });
    hall().clock.advance(1);
    await hall().report(hall().record('C1', { event: 'receiptFailed' }));
    expect(await hall().prompt()).toBeNull();
  });

  it('SZ-18g: a failed attempt before the receipt is no contradiction', async () => {
    await hall().report(hall().record('C1', { event: 'receiptFailed' }));
    hall().clock.advance(MINUTE);
    await hall().report(hall().record('C1', { event: 'received' }));
    expect((await view('C1'))?.invitations).toMatchObject([{ stage: 'receipt', status: 'open' }]);
    expect(await contradictions()).toEqual([]);
  });

  it('lists another content under a known record id for an operator, and keeps it as evidence', async () => {
    const record = hall().record('C1');
    await hall().report(record);
    await hall().report({ ...record, event: 'refused' });
    const [found] = await contradictions();
    expect(found).toMatchObject({ kind: 'sameIdOtherContent', recordIds: [record.recordId] });
    expect(await hall().counts()).toMatchObject({ quarantined: 1 });
    const { store, clock } = hall();
    const seen = { caseNo: 'C1', about: 'sameIdOtherContent', by: 'op', at: clock.now() };
    expect(await store.submit({ kind: 'contradiction.seen', ...seen })).toEqual({ known: true });
    expect(await contradictions()).toEqual([]);
  });

  it('SZ-04: asks nobody about a step that lies so far back that another citizen stands there', async () => {
    const record = hall().record('C1');
    hall().clock.advance(16 * MINUTE);
    expect(await hall().report(record)).toMatchObject({
      invitation: { terminalId: null, prompt: null },
    });
  });

  it('SZ-1R: the earlier tap counts, also when it arrives second', async () => {
    await hall().report(hall().record('C1'));
    hall().clock.advance(MINUTE);
    const earlier = hall().rating({ caseNo: 'C1', level: 2 }, { terminalId: 'eva-2' });
    hall().clock.advance(MINUTE);
    const later = hall().rating({ caseNo: 'C1', level: 5 });
    expect((await hall().send(later)).receipt).toMatchObject({ standing: 'counted' });
    expect((await hall().send(earlier)).receipt).toMatchObject({ standing: 'counted' });
    expect((await hall().send(later)).receipt).toMatchObject({ reason: 'alreadyRated' });
    const figures = await hall().figures('level', 'kind');
    expect(figures).toEqual([
      { level: '5', kind: 'refused', ratings: 1, cases: 0 },
      { level: '2', kind: 'citizen', ratings: 1, cases: 1 },
    ]);
    expect(await hall().place.problem()).toBeNull();
  });

  it('keeps codes that the directory does not know, and lists them until it does', async () => {
    const item = { itemCode: 'i9', name: '新事项' };
    expect(await hall().report(hall().record('C1', { item }))).toMatchObject({
      invitation: { prompt: { item } },
    });
    const { store, clock } = hall();
    const listed = () => store.query({ kind: 'unknownCodes' });
    expect(await listed()).toMatchObject([
      { kind: 'item', code: 'i9', name: '新事项', records: 1 },
    ]);
    const items = [...DIRECTORY.items, { ...item, certificate: false }];
    const directory = { ...DIRECTORY, items };
    await store.submit({ kind: 'directory.import', directory, by: 'test', at: clock.now() });
    expect(await listed()).toEqual([]);
  });

  it('SZ-11: keeps a tag that is in no list as received, counts its rating and lists it', async () => {
    const tags = [
      { list: 'taxation', version: 3, code: '510' },
      { list: 'national', version: 2, code: '510' },
    ];
    for (const caseNo of ['C1', 'C2']) {
      const { body, ...rating } = hall().answer(await hall().report(hall().record(caseNo)));
      const { receipt } = await hall().send({ ...rating, body: { ...body, tags } });
      expect(receipt).toMatchObject({ standing: 'counted' });
    }
    const listed = () => hall().store.query({ kind: 'unknownCodes' });
    const at = hall().clock.now();
    expect(await listed()).toEqual([
      { kind: 'tag', code: 'taxation@3:510', name: '', records: 2, firstAt: at, lastAt: at },
    ]);
    const said = (await hall().store.query({ kind: 'story', caseNo: 'C1' }))?.entries.at(-1);
    expect(JSON.parse(said?.payload ?? '{}').body.tags).toEqual(tags);
    const made = (n: number) => ({ list: `list-${n}`, version: 1, code: '100' });
    for (let n = 0; n < 700; n += 7) {
      const some = Array.from({ length: 7 }, (_, i) => made(n + i));
      const rating = hall().rating({ caseNo: `X${n}` });
      await hall().send({ ...rating, body: { ...rating.body, tags: some } });
    }
    expect(await listed()).toHaveLength(500);
    expect(await hall().place.problem()).toBeNull();
  });
}
