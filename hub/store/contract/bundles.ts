import { expect, it } from 'vitest';
import type { ServiceRecord } from '../../../protocol/index.ts';
import { DAY, type Hall } from './hall.ts';

/** Batches (SZ-20a) and theme services (SZ-20b). */
export function bundleContract(hall: () => Hall): void {
  const batched = (caseNo: string, other: Partial<ServiceRecord> = {}) =>
    hall().record(caseNo, { declarationNo: 'D1', ...other });
  const theme = (caseNo: string, linked: string[], other: Partial<ServiceRecord> = {}) =>
    hall().record(caseNo, {
      item: { itemCode: 'theme-1', name: '开餐馆一件事' },
      linkedCases: linked.map((linkedNo, i) => ({
        caseNo: linkedNo,
        item: { itemCode: `i${i + 1}`, name: `事项${i + 1}` },
        departmentCode: `d${i + 1}`,
      })),
      ...other,
    });
  const figures = () => hall().figures('item', 'level', 'kind');
  const sweep = async () => {
    const closedBy = hall().clock.now();
    return (await hall().store.submit({ kind: 'defaults.sweep', closedBy, limit: 100 })).made;
  };

  it('SZ-20a: asks once for all cases of a declaration, and one rating counts for each', async () => {
    for (const caseNo of ['C1', 'C2', 'C3']) await hall().report(batched(caseNo));
    const prompt = await hall().prompt();
    expect(prompt?.batch).toEqual({ declarationNo: 'D1', caseNos: ['C1', 'C2', 'C3'], count: 3 });
    const { caseNo = '', promptId = '', invitationId = null } = prompt ?? {};
    await hall().send(hall().rating({ caseNo, promptId, invitationId, level: 4 }));
    expect(await figures()).toEqual([
      { item: 'i1', level: '4', kind: 'citizen', ratings: 1, cases: 3 },
    ]);
    const second = await hall().send(hall().rating({ caseNo: 'C2' }, { terminalId: 'eva-2' }));
    expect(second.receipt).toMatchObject({ reason: 'alreadyRated' });
    expect(await hall().place.problem()).toBeNull();
  });

  it('SZ-20a: a single case left is a plain one', async () => {
    await hall().report(batched('C1'));
    expect(await hall().prompt()).not.toHaveProperty('batch');
    const view = await hall().store.query({ kind: 'case', caseNo: 'C1' });
    expect(view?.invitations).toMatchObject([{ kind: 'plain' }]);
  });

  it('SZ-20a: the rating of the first cases counts for one that joins them at that visit', async () => {
    await hall().send(hall().answer(await hall().report(batched('C1'))));
    const joined = await hall().report(batched('C2'));
    expect(joined).toMatchObject({ invitation: { prompt: null } });
    expect(await figures()).toEqual([
      { item: 'i1', level: '5', kind: 'citizen', ratings: 1, cases: 2 },
    ]);
    expect(await hall().place.problem()).toBeNull();
  });

  it('SZ-20a: another visit, window, item or stage makes a group of its own', async () => {
    await hall().report(batched('C1'));
    hall().clock.advance(DAY);
    await hall().report(batched('C2'));
    await hall().report(batched('C3', { windowNo: 'A02' }));
    await hall().report(batched('C4', { item: { itemCode: 'i2', name: '其他' } }));
    await hall().report(batched('C5', { visitNo: 'V7' }));
    await hall().report(batched('C6', { event: 'received' }));
    for (const caseNo of ['C1', 'C2', 'C3', 'C4', 'C5', 'C6']) {
      const view = await hall().store.query({ kind: 'case', caseNo });
      expect(view?.invitations).toMatchObject([{ kind: 'plain', cases: [{ caseNo }] }]);
    }
  });

  it('SZ-20a: one default stands for all cases of a batch', async () => {
    await hall().report(batched('C1'));
    await hall().report(batched('C2'));
    hall().clock.advance(8 * DAY);
    expect(await sweep()).toBe(1);
    expect(await figures()).toEqual([
      { item: 'i1', level: '3', kind: 'default', ratings: 1, cases: 2 },
    ]);
    expect(await hall().place.problem()).toBeNull();
  });

  it('SZ-20b: asks for the theme with its linked cases, and counts each where it belongs', async () => {
    await hall().report(theme('T1', ['L1', 'L2', 'L3']));
    const prompt = await hall().prompt();
    expect(prompt?.linkedCases?.map(({ caseNo }) => caseNo)).toEqual(['L1', 'L2', 'L3']);
    const linked = [{ caseNo: 'L2', level: 2 as const }];
    await hall().send(hall().rating({ caseNo: 'T1', level: 5, linked }));
    expect(await figures()).toEqual([
      { item: 'i2', level: '2', kind: 'citizen', ratings: 1, cases: 1 },
      { item: 'theme-1', level: '5', kind: 'citizen', ratings: 1, cases: 1 },
    ]);
    hall().clock.advance(8 * DAY);
    expect(await sweep()).toBe(0);
    expect(await hall().place.problem()).toBeNull();
  });

  it('SZ-20b: with linked ratings only no overall figure is invented, and nothing is defaulted', async () => {
    await hall().report(theme('T1', ['L1', 'L2']));
    const linked = [{ caseNo: 'L1', level: 4 as const }];
    const { live } = await hall().send(hall().rating({ caseNo: 'T1', level: null, linked }));
    expect(live).toMatchObject({ level: null, standing: 'counted' });
    expect(await figures()).toEqual([
      { item: 'i1', level: '4', kind: 'citizen', ratings: 1, cases: 1 },
    ]);
    hall().clock.advance(8 * DAY);
    expect(await sweep()).toBe(0);
    expect(await hall().place.problem()).toBeNull();
  });

  it('SZ-20b: a linked case has no invitation of its own, whichever record comes first', async () => {
    await hall().report(hall().record('L1', { windowNo: 'A02' }));
    await hall().report(theme('T1', ['L1', 'L2']));
    await hall().report(hall().record('L2', { windowNo: 'A02' }));
    for (const caseNo of ['L1', 'L2']) {
      const view = await hall().store.query({ kind: 'case', caseNo });
      expect(view?.invitations).toMatchObject([{ kind: 'theme', cases: { length: 3 } }]);
    }
    hall().clock.advance(8 * DAY);
    expect(await sweep()).toBe(1);
    expect(await figures()).toEqual([
      { item: 'theme-1', level: '3', kind: 'default', ratings: 1, cases: 1 },
    ]);
    expect(await hall().place.problem()).toBeNull();
  });

  it('SZ-20b: a linked case rated before its theme was known stays rated, as part of the theme', async () => {
    const opened = await hall().report(hall().record('L1', { windowNo: 'A02' }));
    await hall().send(hall().answer(opened));
    await hall().report(theme('T1', ['L1', 'L2']));
    expect(await figures()).toEqual([
      { item: 'i1', level: '5', kind: 'citizen', ratings: 1, cases: 1 },
    ]);
    hall().clock.advance(8 * DAY);
    expect(await sweep()).toBe(0);
    expect(await hall().place.problem()).toBeNull();
  });

  it('SZ-20b: linked cases rated one by one before their theme count each, in any order', async () => {
    const first = hall().answer(await hall().report(hall().record('L1')));
    const second = hall().answer(await hall().report(hall().record('L2', { windowNo: 'A02' })));
    await hall().send(first);
    await hall().report(theme('T1', ['L1', 'L2']));
    hall().clock.advance(1_000);
    const terminal = { terminalId: 'eva-2' };
    const late = hall().rating({ ...second.body, level: 1 }, terminal);
    expect((await hall().send(late)).receipt).toMatchObject({ standing: 'counted' });
    const again = await hall().send(hall().rating({ caseNo: 'L2' }, terminal));
    expect(again.receipt).toMatchObject({ reason: 'alreadyRated' });
    const whole = await hall().send(hall().rating({ caseNo: 'T1' }, terminal));
    expect(whole.receipt).toMatchObject({ reason: 'alreadyRated' });
    expect((await figures()).filter(({ kind }) => kind === 'citizen')).toEqual([
      { item: 'i1', level: '5', kind: 'citizen', ratings: 1, cases: 1 },
      { item: 'i2', level: '1', kind: 'citizen', ratings: 1, cases: 1 },
    ]);
    const orders = await hall().store.query({ kind: 'workOrders', limit: 9, nearlyDueUntil: 0 });
    expect(orders).toMatchObject([{ caseNos: ['L2'] }]);
    hall().clock.advance(8 * DAY);
    expect(await sweep()).toBe(0);
    expect(await hall().place.problem()).toBeNull();
  });

  it('SZ-20b: a rating that names no case of its invitation rates nothing, until a theme has them', async () => {
    await hall().report(hall().record('T1'));
    const linked = [{ caseNo: 'L1', level: 1 as const }];
    const empty = await hall().send(hall().rating({ caseNo: 'T1', level: null, linked }));
    expect(empty.receipt).toMatchObject({ outcome: 'refused', reason: 'notInvited' });
    const view = async () => hall().store.query({ kind: 'case', caseNo: 'T1' });
    expect(await view()).toMatchObject({
      invitations: [{ status: 'open' }],
      ratings: [{ explanation: { rule: 'SZ-20b' } }],
    });
    await hall().report(theme('T1', ['L1'], { occurredAt: '2026-11-22T11:00:00.000+08:00' }));
    expect(await view()).toMatchObject({ invitations: [{ kind: 'theme', status: 'rated' }] });
    expect(await figures()).toEqual([
      { item: 'i1', level: '1', kind: 'citizen', ratings: 1, cases: 1 },
    ]);
    expect(await hall().place.problem()).toBeNull();
  });

  it('SZ-20b: nobody’s linked cases make no work order of a plain case', async () => {
    await hall().report(hall().record('C1'));
    const linked = [{ caseNo: 'L9', level: 1 as const }];
    await hall().send(hall().rating({ caseNo: 'C1', level: 5, linked }));
    const orders = await hall().store.query({ kind: 'workOrders', limit: 9, nearlyDueUntil: 0 });
    expect(orders).toEqual([]);
  });

  it('SZ-20b: a theme that another theme names stays a theme; two that name each other leave no gap', async () => {
    await hall().report(theme('T1', ['T2', 'L1']));
    await hall().report(theme('T2', ['T1', 'L2']));
    for (const [themeNo, linkedNo] of [
      ['T1', 'L1'],
      ['T2', 'L2'],
    ] as const) {
      const view = await hall().store.query({ kind: 'case', caseNo: themeNo });
      const cases = [
        { caseNo: linkedNo, role: 'linked' },
        { caseNo: themeNo, role: 'own' },
      ];
      expect(view?.invitations).toMatchObject([{ kind: 'theme', cases }]);
    }
    hall().clock.advance(8 * DAY);
    expect(await sweep()).toBe(2);
    expect(await figures()).toMatchObject([{ kind: 'default', ratings: 2, cases: 2 }]);
  });

  it('SZ-20a: a test case shares no invitation with genuine cases, whichever comes first', async () => {
    await hall().report(batched('C1', { test: true }));
    await hall().report(batched('C2'));
    await hall().report(batched('C3', { test: true }));
    const prompt = await hall().prompt();
    expect(prompt?.batch?.caseNos).toEqual(['C1', 'C3']);
    await hall().send(hall().rating({ caseNo: 'C2', level: 1 }));
    expect(await figures()).toMatchObject([{ kind: 'citizen', ratings: 1, cases: 1 }]);
    expect(await hall().counts()).toMatchObject({ counted: 1, test: 0 });
  });

  it('SZ-20a: a prompt goes when its batch was rated by another case of it', async () => {
    await hall().report(batched('C1'));
    await hall().report(batched('C2'));
    expect(await hall().prompt()).toMatchObject({ caseNo: 'C2' });
    await hall().send(hall().rating({ caseNo: 'C1' }, { terminalId: 'eva-2' }));
    expect(await hall().prompt()).toBeNull();
  });

  it('SZ-20a, SZ-20b: the answer to a prompt counts wherever its case was put meanwhile', async () => {
    const opened = await hall().report(batched('C1'));
    await hall().report(batched('C2'));
    await hall().report(theme('T1', ['C1']));
    const { live } = await hall().send(hall().answer(opened));
    expect(live).toMatchObject({ caseNo: 'C1', standing: 'counted' });
    expect(await hall().place.problem()).toBeNull();
  });
}
