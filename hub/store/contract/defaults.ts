import { expect, it } from 'vitest';
import { DAY, type Hall } from './hall.ts';

const CLOSES = Date.parse('2026-11-30T00:00:00.000+08:00');

/** SZ-17b and SZ-17c. */
export function defaultContract(hall: () => Hall): void {
  const sweep = async (limit = 100) => {
    const closedBy = hall().clock.now();
    return (await hall().store.submit({ kind: 'defaults.sweep', closedBy, limit })).made;
  };
  const figures = () => hall().figures('day', 'level', 'kind');

  it('SZ-17b: makes one default at the deadline, exactly once, and none before it', async () => {
    await hall().report(hall().record('C1'));
    hall().clock.set(CLOSES - 1);
    expect(await sweep()).toBe(0);
    hall().clock.set(CLOSES);
    expect(await sweep()).toBe(1);
    expect(await sweep()).toBe(0);
    hall().clock.set(CLOSES - DAY);
    expect(await sweep()).toBe(0);
    hall().clock.set(CLOSES + 400 * DAY);
    expect(await sweep()).toBe(0);
    expect(await figures()).toEqual([
      { day: '2026-11-29', level: '3', kind: 'default', ratings: 1, cases: 1 },
    ]);
    const view = await hall().store.query({ kind: 'case', caseNo: 'C1' });
    expect(view?.invitations).toMatchObject([{ status: 'defaulted', defaultLevel: 3 }]);
    expect(await hall().place.problem()).toBeNull();
  });

  it('SZ-17b: stands once made, whatever comes for its case while the clock is back', async () => {
    const batched = (caseNo: string) => hall().record(caseNo, { declarationNo: 'D1' });
    const early = { occurredAt: '2026-11-22T11:00:00.000+08:00' };
    await hall().report({ ...batched('C1'), ...early });
    hall().clock.set(CLOSES);
    expect(await sweep()).toBe(1);
    const story = async () => {
      const told = await hall().store.query({ kind: 'story', caseNo: 'C1' });
      return told?.entries.map(({ kind }) => kind).filter((kind) => kind.startsWith('default'));
    };
    for (const [caseNo, back] of [
      ['C2', 3],
      ['C3', 6],
      ['C4', -2],
    ] as const) {
      hall().clock.set(CLOSES - back * DAY);
      await hall().report({ ...batched(caseNo), ...early });
      await hall().restart();
      expect(await sweep()).toBe(0);
      expect(await story()).toEqual(['default.made']);
    }
    expect(await figures()).toEqual([
      { day: '2026-11-29', level: '3', kind: 'default', ratings: 1, cases: 4 },
    ]);
    expect(await hall().place.problem()).toBeNull();
  });

  it('SZ-17b: is taken back when a later completion moves the deadline, and made then', async () => {
    const batched = (caseNo: string) =>
      hall().record(caseNo, { declarationNo: 'D1', visitNo: 'V1' });
    await hall().report(batched('C1'));
    hall().clock.set(CLOSES);
    expect(await sweep()).toBe(1);
    await hall().report(batched('C2'));
    expect(await hall().counts()).toMatchObject({ defaults: 0 });
    hall().clock.set(CLOSES + 8 * DAY);
    expect([await sweep(), await sweep()]).toEqual([1, 0]);
    expect(await hall().place.problem()).toBeNull();
  });

  it('SZ-17b: makes none for what was rated in time', async () => {
    await hall().send(hall().answer(await hall().report(hall().record('C1'))));
    hall().clock.set(CLOSES);
    expect(await sweep()).toBe(0);
  });

  it('SZ-17b: goes on in steps after any downtime', async () => {
    for (let i = 0; i < 7; i++) await hall().report(hall().record(`C${i}`));
    hall().clock.set(CLOSES + 30 * DAY);
    await hall().restart();
    expect([await sweep(3), await sweep(3), await sweep(3), await sweep(3)]).toEqual([3, 3, 1, 0]);
    expect(await hall().counts()).toMatchObject({ defaults: 7 });
    expect(await hall().place.problem()).toBeNull();
  });

  it('SZ-17c: a tap made in time that arrives later takes its place, and the figures move', async () => {
    await hall().report(hall().record('C1'));
    hall().clock.set(CLOSES + DAY);
    await sweep();
    const tap = { deviceTime: '2026-11-29T23:59:59.999+08:00' };
    const { receipt, live } = await hall().send(hall().rating({ caseNo: 'C1', level: 1 }, tap));
    expect(receipt).toMatchObject({ standing: 'counted' });
    expect(live).toMatchObject({ standing: 'counted' });
    expect(await figures()).toEqual([
      { day: '2026-11-29', level: '1', kind: 'citizen', ratings: 1, cases: 1 },
    ]);
    expect(await sweep()).toBe(0);
    expect(await hall().place.problem()).toBeNull();
  });

  it('SZ-17a: a late tap leaves the default where it is', async () => {
    await hall().report(hall().record('C1'));
    hall().clock.set(CLOSES + DAY);
    await sweep();
    const { receipt } = await hall().send(hall().rating({ caseNo: 'C1', level: 1 }));
    expect(receipt).toMatchObject({ outcome: 'refused', reason: 'tooLate' });
    expect(await hall().counts()).toMatchObject({ defaults: 1, counted: 0, refused: 1 });
    expect(await hall().place.problem()).toBeNull();
  });

  it('SZ-17b: a case reported long after its deadline is defaulted, or rated by what waited', async () => {
    const occurredAt = '2026-11-10T10:00:00.000+08:00';
    const tap = { deviceTime: '2026-11-12T10:00:00.000+08:00' };
    await hall().send(hall().rating({ caseNo: 'C2' }, tap));
    await hall().report(hall().record('C1', { occurredAt }));
    await hall().report(hall().record('C2', { occurredAt }));
    expect(await hall().prompt()).toBeNull();
    expect(await sweep()).toBe(1);
    expect(await hall().counts()).toMatchObject({ defaults: 1, counted: 1 });
  });

  it('SZ-17b: a rating that turns out forged gives the default its place back', async () => {
    await hall().report(hall().record('C1'));
    hall().clock.set(CLOSES + DAY);
    await sweep();
    const tap = { deviceTime: '2026-11-29T23:59:59.999+08:00' };
    const { live } = await hall().send(hall().rating({ caseNo: 'C1', level: 5 }, tap));
    const judgements = [{ position: live?.position ?? 0, valid: false }];
    await hall().store.submit({ kind: 'signature.judged', judgements, at: hall().clock.now() });
    expect(await sweep()).toBe(1);
    expect(await hall().counts()).toMatchObject({ defaults: 1, counted: 0, forged: 1 });
    expect(await hall().place.problem()).toBeNull();
  });

  it('keeps a test case out of every figure but its own', async () => {
    await hall().report(hall().record('C1', { test: true }));
    await hall().send(hall().answer(await hall().report(hall().record('C2', { test: true }))));
    hall().clock.set(CLOSES);
    expect(await sweep()).toBe(1);
    expect(await hall().counts()).toMatchObject({ test: 2, defaults: 0, counted: 0 });
    expect(await hall().place.problem()).toBeNull();
  });
}
