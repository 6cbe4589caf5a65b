import { expect, it } from 'vitest';
import type { AppealParty, Filing } from '../../appeals/appeal.ts';
import type { Hall } from './hall.ts';

const FILER: AppealParty = { account: 'zhang', roles: ['operator'], staffNo: null };
const REASON = { text: '与监控录像不符' };

function decider(account: string): AppealParty {
  return { account, roles: ['appealDecider'], staffNo: null };
}

/** Appeals of the person rated, and what becomes of the rating (SZ-22). */
export function appealContract(hall: () => Hall): void {
  async function rated(caseNo: string, levels: { level: 1 | 5; business?: 1; service?: 1 | 5 }) {
    const answer = hall().answer(await hall().report(hall().record(caseNo)));
    const rating = { ...answer, body: { ...answer.body, ...levels } };
    await hall().send(rating);
    const [newest] = await hall().store.query({ kind: 'ratings', limit: 1 });
    return { rating, position: newest?.position ?? 0 };
  }
  const file = (rating: number, other: Partial<Filing> = {}) => {
    const subject = 'staffConduct' as const;
    const filing: Filing = { rating, staffNo: 's1', subject, ground: 'false', ...REASON, ...other };
    return hall().store.submit({ kind: 'appeal.file', filing, by: FILER });
  };
  const decide = (appealNo: string, uphold: boolean, by: AppealParty) =>
    hall().store.submit({ kind: 'appeal.decide', appealNo, decision: { uphold, ...REASON }, by });
  const figures = () => hall().figures('staff', 'level', 'kind');
  async function filed(caseNo: string) {
    const { rating, position } = await rated(caseNo, { level: 1 });
    const outcome = await file(position);
    return { rating, position, appealNo: outcome.status === 'filed' ? outcome.appealNo : '' };
  }

  it('leaves a rating not adopted out of the person’s figures, keeps it and its order, and can be reversed (SZ-22a)', async () => {
    const { appealNo } = await filed('C1');
    expect(appealNo).toMatch(/^SS20261122-\d{6}$/);
    expect(await figures()).toMatchObject([{ kind: 'citizen', ratings: 1, cases: 1 }]);
    expect(await decide(appealNo, true, decider('li'))).toEqual({
      status: 'decided',
      state: 'decided',
      upheld: true,
    });
    expect(await figures()).toEqual([
      { staff: 's1', level: '1', kind: 'notAdopted', ratings: 1, cases: 1 },
    ]);
    expect(await hall().counts()).toMatchObject({ counted: 0, notAdopted: 1 });
    const view = await hall().store.query({ kind: 'case', caseNo: 'C1' });
    expect(view?.ratings).toMatchObject([
      { standing: 'notAdopted', explanation: { rule: 'SZ-22a', facts: { upheld: true } } },
    ]);
    const orders = await hall().store.query({ kind: 'workOrders', limit: 5, nearlyDueUntil: 0 });
    expect(orders).toMatchObject([{ state: 'opened' }]);
    expect(await hall().place.problem()).toBeNull();

    expect(await decide(appealNo, false, decider('wu'))).toMatchObject({ state: 'rechecked' });
    expect(await figures()).toMatchObject([{ kind: 'citizen', ratings: 1, cases: 1 }]);
    expect(await hall().store.query({ kind: 'appeals', limit: 5 })).toMatchObject([
      {
        appealNo,
        state: 'rechecked',
        upheld: false,
        standing: 'counted',
        filedBy: 'zhang',
        decisions: [
          { by: 'li', uphold: true, ...REASON },
          { by: 'wu', uphold: false, ...REASON },
        ],
      },
    ]);
    expect(await hall().place.problem()).toBeNull();
  });

  it('tells a terminal that sends it again that the rating is stored', async () => {
    const { rating, appealNo } = await filed('C1');
    await decide(appealNo, true, decider('li'));
    const { receipt } = await hall().send(rating);
    expect(receipt).toMatchObject({ outcome: 'stored', standing: 'counted', duplicate: true });
  });

  it('refuses an appeal that the rules do not know, and keeps nothing of it (SZ-22b)', async () => {
    const business = await rated('C1', { level: 5, business: 1, service: 5 });
    const before = (await hall().store.query({ kind: 'state' })).ledger;
    expect(await file(business.position)).toMatchObject({
      status: 'refused',
      refusal: { reason: 'notAppealable', rule: 'SZ-22b' },
    });
    expect(await file(999)).toEqual({ status: 'unknown' });
    expect(await decide('SS20261122-000999', true, decider('li'))).toEqual({ status: 'unknown' });
    expect((await hall().store.query({ kind: 'state' })).ledger).toEqual(before);
    const staff = await rated('C2', { level: 1 });
    expect(await file(staff.position, { subject: 'process' })).toMatchObject({
      refusal: { rule: 'SZ-22b' },
    });
    expect(await file(staff.position)).toMatchObject({ status: 'filed' });
    expect(await file(staff.position)).toMatchObject({ refusal: { reason: 'alreadyAppealed' } });
  });

  it('is decided by another person than who filed or was rated (SZ-22a)', async () => {
    const { appealNo } = await filed('C1');
    for (const person of ['zhang', 's1']) {
      expect(await decide(appealNo, true, decider(person))).toMatchObject({
        refusal: { reason: 'samePerson' },
      });
    }
    expect(await figures()).toMatchObject([{ kind: 'citizen' }]);
  });

  it('lapses when the rating turns out forged, before or after it was upheld', async () => {
    const before = await filed('C1');
    const after = await filed('C2');
    await decide(after.appealNo, true, decider('li'));
    const judgements = [before, after].map(({ position }) => ({ position, valid: false }));
    const at = hall().clock.now();
    await hall().store.submit({ kind: 'signature.judged', judgements, at });
    expect(await hall().store.query({ kind: 'appeals', limit: 5 })).toMatchObject([
      { appealNo: after.appealNo, state: 'decided', standing: 'forged' },
      { appealNo: before.appealNo, state: 'lapsed', standing: 'forged' },
    ]);
    expect(await decide(before.appealNo, true, decider('li'))).toMatchObject({
      refusal: { reason: 'notCounted' },
    });
    const again = await hall().send(hall().rating({ caseNo: 'C2' }));
    expect(again.receipt).toMatchObject({ standing: 'counted' });
    expect(await hall().place.problem()).toBeNull();
  });
}
