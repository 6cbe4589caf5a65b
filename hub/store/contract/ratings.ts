import { expect, it } from 'vitest';
import { encode } from '../../../protocol/index.ts';
import { DAY, type Hall, MINUTE } from './hall.ts';

/** What becomes of one rating. */
export function ratingContract(hall: () => Hall): void {
  it('counts the answer to a prompt, and the case is not asked about again', async () => {
    const opened = await hall().report(hall().record('C1'));
    expect(await hall().prompt()).toMatchObject({ caseNo: 'C1', lastDay: '2026-11-29' });
    const { receipt, live } = await hall().send(hall().answer(opened));
    expect(receipt).toMatchObject({ outcome: 'stored', standing: 'counted', duplicate: false });
    expect(live).toMatchObject({ caseNo: 'C1', itemName: '居住证办理', staffNo: 's1', level: 5 });
    expect(receipt).toMatchObject({
      receiptCode: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{8}$/),
    });
    expect(await hall().prompt()).toBeNull();
    const figures = await hall().figures('day', 'department', 'level');
    expect(figures).toEqual([
      { day: '2026-11-22', department: 'd1', level: '5', ratings: 1, cases: 1 },
    ]);
  });

  it('answers the same rating again with the same receipt, whatever its signature and order', async () => {
    const rating = hall().answer(await hall().report(hall().record('C1')));
    const first = await hall().send(rating);
    const { body, ...envelope } = rating;
    const again = await hall().send({ body, ...envelope, signature: 'B'.repeat(86) });
    expect(again).toEqual({ receipt: { ...first.receipt, duplicate: true }, live: null });
    expect(await hall().counts()).toMatchObject({ counted: 1, quarantined: 0 });
  });

  it('quarantines the same event id with another body, once', async () => {
    const rating = hall().answer(await hall().report(hall().record('C1')));
    await hall().send(rating);
    const other = { ...rating, body: { ...rating.body, level: 1 as const } };
    for (let i = 0; i < 2; i++) {
      const { receipt } = await hall().send(other);
      const { eventId } = rating;
      expect(receipt).toMatchObject({
        outcome: 'refused',
        reason: 'bodyConflict',
        eventId,
        kept: true,
      });
    }
    expect(await hall().counts()).toMatchObject({ counted: 1, quarantined: 1 });
  });

  it('quarantines another event with a sequence number already used', async () => {
    await hall().send(hall().answer(await hall().report(hall().record('C1'))));
    const second = hall().answer(await hall().report(hall().record('C2')), { seq: 1 });
    const { receipt } = await hall().send(second);
    expect(receipt).toMatchObject({ reason: 'sequenceConflict', kept: true });
    expect(await hall().contiguousSeq()).toBe(1);
  });

  it('refuses a message in the name of another terminal, or of one nobody knows', async () => {
    const wrong = await hall().sendBytes('eva-2', encode(hall().rating({ caseNo: 'C1' })));
    expect(wrong.receipt).toMatchObject({ reason: 'wrongTerminal', kept: true });
    const unknown = await hall().send(hall().rating({ caseNo: 'C1' }, { terminalId: 'nobody' }));
    expect(unknown.receipt).toMatchObject({ reason: 'unknownTerminal', kept: true });
    const { store, clock } = hall();
    const revoke = { terminalId: 'eva-1', status: 'revoked' as const, by: 'test', at: clock.now() };
    await store.submit({ kind: 'terminal.status', ...revoke });
    await store.submit({ kind: 'terminal.status', ...revoke, status: 'enrolled' });
    const revoked = await hall().send(hall().rating({ caseNo: 'C1' }));
    expect(revoked.receipt).toMatchObject({ reason: 'unknownTerminal' });
    expect(await hall().counts()).toMatchObject({ counted: 0, unmatched: 0, quarantined: 3 });
  });

  it('refuses a tap at the instant of closing, and takes one a millisecond before (SZ-17a)', async () => {
    const closesAt = Date.parse('2026-11-30T00:00:00.000+08:00');
    await hall().report(hall().record('C1'));
    await hall().report(hall().record('C2'));
    hall().clock.set(closesAt + DAY);
    const late = hall().rating({ caseNo: 'C1' }, { deviceTime: '2026-11-30T00:00:00.000+08:00' });
    expect((await hall().send(late)).receipt).toMatchObject({ reason: 'tooLate', kept: true });
    const inTime = hall().rating({ caseNo: 'C2' }, { deviceTime: '2026-11-29T23:59:59.999+08:00' });
    expect((await hall().send(inTime)).receipt).toMatchObject({ standing: 'counted' });
  });

  it('judges by the corrected tap time of a clock one day off', async () => {
    const opened = await hall().report(hall().record('C1'));
    const tappedAt = hall().clock.now() + 2_000;
    hall().clock.advance(MINUTE);
    const deviceTime = new Date(tappedAt - DAY).toISOString();
    const { live } = await hall().send(hall().answer(opened, { deviceTime, clockOffsetMs: DAY }));
    expect(live).toMatchObject({ standing: 'counted', tappedAt });
  });

  it('refuses a tap long after its prompt had ended', async () => {
    const opened = await hall().report(hall().record('C1'));
    hall().clock.advance(15 * MINUTE + 1);
    const { receipt } = await hall().send(hall().answer(opened));
    expect(receipt).toMatchObject({ outcome: 'refused', reason: 'promptExpired', kept: true });
  });

  it('refuses a second rating of the same case at the same stage (SZ-1R)', async () => {
    const opened = await hall().report(hall().record('C1'));
    await hall().send(hall().answer(opened));
    const second = await hall().send(hall().rating({ caseNo: 'C1' }, { terminalId: 'eva-2' }));
    expect(second.receipt).toMatchObject({ reason: 'alreadyRated', kept: true });
    const resent = await hall().counts();
    expect(resent).toMatchObject({ counted: 1, refused: 1 });
    const view = await hall().store.query({ kind: 'case', caseNo: 'C1' });
    expect(view?.invitations).toMatchObject([{ status: 'rated', explanation: { rule: 'SZ-18c' } }]);
    expect(view?.ratings.map((rating) => rating.explanation.rule)).toEqual(['SZ-17a', 'SZ-1R']);
  });

  it('refuses a tap that answers another prompt than the one it names', async () => {
    const opened = await hall().report(hall().record('C1'));
    await hall().report(hall().record('C2', { windowNo: 'A02' }));
    const otherCase = hall().answer(opened);
    const body = { ...otherCase.body, caseNo: 'C2' };
    expect((await hall().send({ ...otherCase, body })).receipt).toMatchObject({
      reason: 'notInvited',
    });
    const elsewhere = hall().answer(opened, { terminalId: 'eva-2' });
    expect((await hall().send(elsewhere)).receipt).toMatchObject({ reason: 'notInvited' });
  });
}
