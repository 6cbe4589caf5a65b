import { uuidv7 } from 'uuidv7';
import { expect, it } from 'vitest';
import type { Command, SaidRating, ServiceOutcome } from '../port.ts';
import { DAY, type Hall, MINUTE } from './hall.ts';

type Entered = Omit<Command<'rating.enter'>, 'kind' | 'receivedAt'>;

const SAID: SaidRating = { level: 4, channel: 'qr', language: 'zh-CN' };
const CLOSES = Date.parse('2026-11-30T00:00:00.000+08:00');

/** Roads without a terminal of their own (SZ-12, SZ-14c, SZ-15/19). */
export function channelContract(hall: () => Hall): void {
  const invitationOf = (opened: ServiceOutcome) => {
    if (opened.status !== 'recorded' || !opened.invitation) throw new Error('no invitation');
    return opened.invitation.invitationId;
  };
  const enter = (entered: Entered) =>
    hall().store.submit({ kind: 'rating.enter', ...entered, receivedAt: hall().clock.now() });
  const byPhone = (invitationId: string, said: Partial<SaidRating> = {}): Entered => ({
    source: { kind: 'phone', invitationId },
    eventId: uuidv7(),
    said: { ...SAID, ...said },
  });
  const bySystem = (
    caseNo: string,
    said: Partial<SaidRating> = {},
    source: Partial<Extract<Entered['source'], { kind: 'system' }>> = {},
  ): Entered => ({
    source: {
      kind: 'system',
      systemId: 'online',
      caseNo,
      stage: 'completion',
      invitationId: null,
      ratedAt: hall().clock.now(),
      ...source,
    },
    eventId: uuidv7(),
    said: { level: 4, channel: 'pc', ...said },
  });
  const sweep = async () => {
    const closedBy = hall().clock.now();
    return (await hall().store.submit({ kind: 'defaults.sweep', closedBy, limit: 100 })).made;
  };

  it('SZ-14c: counts a rating from a phone once, and answers it again with the same receipt', async () => {
    const invitationId = invitationOf(await hall().report(hall().record('C1')));
    const rating = byPhone(invitationId);
    const { receipt, live } = await enter(rating);
    expect(receipt).toMatchObject({ outcome: 'stored', standing: 'counted', duplicate: false });
    expect(live).toMatchObject({
      terminalId: 'phone',
      seq: null,
      caseNo: 'C1',
      channel: 'qr',
      itemName: '居住证办理',
      staffNo: 's1',
      windowNo: 'A01',
      signature: 'none',
      tappedAt: hall().clock.now(),
    });
    expect(await enter(rating)).toEqual({ receipt: { ...receipt, duplicate: true }, live: null });
    const second = await enter(byPhone(invitationId));
    expect(second.receipt).toMatchObject({ outcome: 'refused', reason: 'alreadyRated' });
    expect(await hall().counts()).toMatchObject({ counted: 1, refused: 1 });
    expect(await hall().place.problem()).toBeNull();
  });

  it('SZ-14c: quarantines the same event id with another body, or for another invitation', async () => {
    const first = invitationOf(await hall().report(hall().record('C1')));
    const other = invitationOf(await hall().report(hall().record('C2')));
    const rating = byPhone(first);
    await enter(rating);
    for (const changed of [
      { ...rating, said: { ...SAID, level: 1 as const } },
      { ...rating, source: { kind: 'phone' as const, invitationId: other } },
    ]) {
      const { receipt } = await enter(changed);
      expect(receipt).toMatchObject({ reason: 'bodyConflict', eventId: rating.eventId });
    }
    expect(await hall().counts()).toMatchObject({ counted: 1, quarantined: 2 });
    expect(await hall().place.problem()).toBeNull();
  });

  it('SZ-17a: a phone rates when its rating arrives, a millisecond before closing and not at it', async () => {
    const first = invitationOf(await hall().report(hall().record('C1')));
    const second = invitationOf(await hall().report(hall().record('C2')));
    hall().clock.set(CLOSES - 1);
    expect((await enter(byPhone(first))).receipt).toMatchObject({ standing: 'counted' });
    hall().clock.set(CLOSES);
    expect((await enter(byPhone(second))).receipt).toMatchObject({ reason: 'tooLate' });
    expect(await sweep()).toBe(1);
  });

  it('SZ-14c: a link dies with its invitation; what still comes by it is kept as evidence', async () => {
    const invitationId = invitationOf(await hall().report(hall().record('L1')));
    const linkedCases = [{ caseNo: 'L1', item: { itemCode: 'i1', name: '事项' } }];
    await hall().report(hall().record('T1', { linkedCases }));
    const detail = await hall().store.query({ kind: 'invitation', invitationId });
    expect(detail).toMatchObject({ status: 'void', caseNo: 'L1', cases: [] });
    expect((await enter(byPhone(invitationId))).receipt).toMatchObject({ reason: 'notInvited' });
    const nobody = '01936f0a-7c1e-7d3b-9a55-0123456789ab';
    expect((await enter(byPhone(nobody))).receipt).toMatchObject({ reason: 'notInvited' });
    expect(await hall().counts()).toMatchObject({ counted: 0, refused: 0, quarantined: 2 });
    expect(await hall().place.problem()).toBeNull();
  });

  it('SZ-20a: a phone rates the whole batch, and a resend is the same when a case has joined', async () => {
    const declared = { declarationNo: 'D1' };
    await hall().report(hall().record('C2', declared));
    const invitationId = invitationOf(await hall().report(hall().record('C3', declared)));
    const rating = byPhone(invitationId);
    expect((await enter(rating)).receipt).toMatchObject({ standing: 'counted' });
    await hall().report(hall().record('C1', declared));
    expect((await enter(rating)).receipt).toMatchObject({ standing: 'counted', duplicate: true });
    const figures = await hall().figures('level', 'channel');
    expect(figures).toEqual([{ level: '4', channel: 'qr', ratings: 1, cases: 3 }]);
    expect(await hall().place.problem()).toBeNull();
  });

  it('SZ-12: keeps what a business system hands over until its record comes, and counts it then', async () => {
    const rating = bySystem('C1', { channel: 'mobile', level: 2 });
    const { receipt, live } = await enter(rating);
    expect(receipt).toMatchObject({ standing: 'unmatched' });
    expect(live).toMatchObject({ terminalId: 'system:online', windowNo: null, signature: 'none' });
    await hall().report(hall().record('C1', { mode: 'online' }));
    const again = await enter(rating);
    expect(again.receipt).toMatchObject({ standing: 'counted', duplicate: true });
    const elsewhere = { ...rating.source, systemId: 'other' };
    const second = await enter({ ...rating, source: elsewhere });
    expect(second.receipt).toMatchObject({ outcome: 'refused', reason: 'alreadyRated' });
    expect(await hall().place.problem()).toBeNull();
  });

  it('SZ-17a: a system tells when it was rated, not before completion and not after arrival', async () => {
    const completedAt = hall().clock.now();
    for (const caseNo of ['C1', 'C2', 'C3']) await hall().report(hall().record(caseNo));
    hall().clock.advance(60 * MINUTE);
    const tapped = async (caseNo: string, ratedAt: number) =>
      (await enter(bySystem(caseNo, {}, { ratedAt }))).live?.tappedAt;
    expect(await tapped('C1', completedAt + MINUTE)).toBe(completedAt + MINUTE);
    expect(await tapped('C2', completedAt - DAY)).toBe(completedAt);
    expect(await tapped('C3', completedAt + DAY)).toBe(completedAt + 60 * MINUTE);
  });

  it('SZ-17c: a rating that a system hands over late takes the place of the default', async () => {
    await hall().report(hall().record('C1'));
    hall().clock.set(CLOSES + DAY);
    expect(await sweep()).toBe(1);
    const { receipt } = await enter(bySystem('C1', {}, { ratedAt: CLOSES - 1 }));
    expect(receipt).toMatchObject({ standing: 'counted' });
    const figures = await hall().figures('day', 'level', 'kind');
    expect(figures).toEqual([
      { day: '2026-11-29', level: '4', kind: 'citizen', ratings: 1, cases: 1 },
    ]);
    expect(await hall().place.problem()).toBeNull();
  });

  it('SZ-1R: the earlier tap counts, whether it came by a terminal or by another road', async () => {
    const opened = await hall().report(hall().record('C1'));
    hall().clock.advance(2 * MINUTE);
    await hall().send(hall().answer(opened));
    const earlier = bySystem('C1', { channel: 'sms' }, { ratedAt: hall().clock.now() - MINUTE });
    expect((await enter(earlier)).receipt).toMatchObject({ standing: 'counted' });
    expect(await hall().counts()).toMatchObject({ counted: 1, refused: 1 });
    expect(await hall().place.problem()).toBeNull();
  });

  it('SZ-15/19: rates the operator of a consultation', async () => {
    const consultation = { event: 'consultationEnded', mode: 'hotline' } as const;
    await hall().report(
      hall().record('Z1', { ...consultation, staff: { staffNo: 'o7', name: '周敏' } }),
    );
    const rating = bySystem('Z1', { channel: 'hotline', business: 1 }, { stage: 'consultation' });
    const { live } = await enter(rating);
    expect(live).toMatchObject({ standing: 'counted', stage: 'consultation', staffNo: 'o7' });
    const view = await hall().store.query({ kind: 'case', caseNo: 'Z1' });
    expect(view?.ratings[0]?.explanation.facts).toMatchObject({
      leftOut: { rule: 'SZ-15/19', business: 1 },
    });
  });

  it('SZ-18e: a business level or tag at receipt is left aside, and the rating counts, by every road', async () => {
    const tags = [
      { list: 'national', version: 2, code: '213' },
      { list: 'national', version: 2, code: '207' },
    ];
    const leftOut = { rule: 'SZ-18e', business: 1, tags: ['national@2:207'] };
    const said = { level: 2 as const, business: 1 as const, tags };
    const received = { event: 'received' } as const;
    const opened = await hall().report(hall().record('C1', received));
    const tap = hall().answer(opened);
    await hall().send({ ...tap, body: { ...tap.body, ...said } });
    const link = invitationOf(await hall().report(hall().record('C2', received)));
    await enter(byPhone(link, said));
    await enter(bySystem('C3', said, { stage: 'receipt' }));
    await hall().report(hall().record('C3', received));
    for (const caseNo of ['C1', 'C2', 'C3']) {
      const view = await hall().store.query({ kind: 'case', caseNo });
      expect(view?.ratings).toMatchObject([
        { standing: 'counted', explanation: { rule: 'SZ-17a', facts: { leftOut } } },
      ]);
    }
  });

  it('has no signature to check where there is no terminal', async () => {
    await hall().report(hall().record('C1'));
    const { live } = await enter(bySystem('C1'));
    expect(await hall().store.query({ kind: 'unverified', limit: 10 })).toEqual([]);
    const judgements = [{ position: live?.position ?? 0, valid: false }];
    const judged = { kind: 'signature.judged' as const, judgements, at: hall().clock.now() };
    expect(await hall().store.submit(judged)).toEqual({ forged: 0 });
    expect(await hall().counts()).toMatchObject({ counted: 1, forged: 0 });
  });
}
