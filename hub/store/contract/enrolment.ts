import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Command } from '../port.ts';
import { type Hall, KEY, MINUTE } from './hall.ts';

/** How a device becomes a terminal, and what is known of it. */
export function enrolmentContract(hall: () => Hall): void {
  const CODE = 'ABCD-2345';

  function request(other: Partial<Command<'enrolment.request'>> = {}) {
    const at = hall().clock.now();
    return hall().store.submit({
      kind: 'enrolment.request',
      request: { kind: 'evaluator', publicKey: KEY, appVersion: '0.1.0', hint: '二楼' },
      enrolmentId: randomUUID(),
      userCode: CODE,
      collectTokenHash: 'token',
      expiresAt: at + 10 * MINUTE,
      at,
      ...other,
    });
  }

  function approve(other: object = {}, userCode = CODE) {
    const approval = { terminalId: 'eva-9', terminalNo: 'T9', hallId: 'north', windowNo: 'B01' };
    const at = hall().clock.now();
    const all = { ...approval, ...other };
    return hall().store.submit({
      kind: 'enrolment.approve',
      userCode,
      approval: all,
      by: 'admin',
      at,
    });
  }

  function collect(enrolmentId: string, newSecretHash: string, collectTokenHash = 'token') {
    const at = hall().clock.now();
    const what = { enrolmentId, collectTokenHash, newSecretHash, at };
    return hall().store.submit({ kind: 'enrolment.collect', ...what });
  }

  it('goes from code to approval to a secret that is made anew until the terminal connects', async () => {
    const enrolmentId = randomUUID();
    expect(await request({ enrolmentId })).toEqual({ accepted: true });
    const at = hall().clock.now();
    const [waiting] = await hall().store.query({ kind: 'enrolments', at });
    expect(waiting).toMatchObject({ userCode: CODE, hint: '二楼', kind: 'evaluator' });
    expect(waiting?.keyFingerprint).toMatch(/^[0-9a-f]{16}$/);
    expect(await collect(enrolmentId, 's0')).toMatchObject({ state: 'pending' });
    expect(await approve()).toEqual({ approved: true, terminalId: 'eva-9' });
    expect(await collect(enrolmentId, 's1', 'stolen')).toEqual({ state: 'unknown' });
    for (const secret of ['s1', 's2']) {
      const collected = await collect(enrolmentId, secret);
      expect(collected).toEqual({ state: 'approved', terminalId: 'eva-9' });
    }
    const connected = { terminalId: 'eva-9', presence: { event: 'connected' as const }, at };
    await hall().store.submit({ kind: 'terminal.presence', ...connected });
    expect(await collect(enrolmentId, 's3')).toEqual({ state: 'alreadyCollected' });
    const terminal = await hall().store.query({ kind: 'terminal', terminalId: 'eva-9' });
    expect(terminal).toMatchObject({ secretHash: 's2', connected: true, publicKey: KEY });
  });

  it('refuses a code in use, and frees it when it expires', async () => {
    const enrolmentId = randomUUID();
    await request({ enrolmentId });
    expect(await request()).toEqual({ accepted: false, reason: 'codeInUse' });
    hall().clock.advance(10 * MINUTE);
    expect(await collect(enrolmentId, 's')).toEqual({ state: 'expired' });
    expect(await approve()).toEqual({ approved: false, reason: 'expired' });
    expect(await request()).toEqual({ accepted: true });
  });

  it('can be decided once', async () => {
    await request();
    const at = hall().clock.now();
    const reject = { kind: 'enrolment.reject', userCode: CODE, by: 'admin', at } as const;
    expect(await hall().store.submit(reject)).toEqual({ rejected: true });
    expect(await hall().store.submit(reject)).toEqual({ rejected: false });
    expect(await approve()).toEqual({ approved: false, reason: 'alreadyDecided' });
  });

  it.each([
    [{ terminalId: 'eva-1' }, 'terminalExists'],
    [{ hallId: 'nowhere' }, 'unknownHall'],
    [{ windowNo: 'Z99' }, 'unknownWindow'],
    [{ windowNo: null }, 'kindMismatch'],
  ])('refuses an approval with %o', async (approval, reason) => {
    await request();
    expect(await approve(approval)).toEqual({ approved: false, reason });
    expect(await approve({}, 'ZZZZ-2222')).toEqual({ approved: false, reason: 'unknownCode' });
  });

  it('turns away more devices than a person could look at', async () => {
    const codes = Array.from({ length: 100 }, (_, index) => `QQQQ-${String(2222 + index)}`);
    await Promise.all(codes.map((userCode) => request({ userCode })));
    expect(await request()).toEqual({ accepted: false, reason: 'tooManyPending' });
  });

  it('keeps apart that a terminal is connected, that its screen lives and when it was last seen', async () => {
    const { store, clock } = hall();
    const at = clock.now();
    const tell = (presence: Command<'terminal.presence'>['presence']) =>
      store.submit({ kind: 'terminal.presence', terminalId: 'eva-1', presence, at });
    const now = () => store.query({ kind: 'terminal', terminalId: 'eva-1' });
    await tell({ event: 'connected' });
    await tell({
      event: 'birth',
      bootId: 'b2',
      screen: 'alive',
      keypad: 'none',
      unknownKeys: null,
      restarts: null,
      runs: null,
    });
    const hello = { appVersion: '0.2.0', pending: 3, clockOffsetMs: 5 };
    await tell({ event: 'hello', bootId: 'b2', ...hello });
    await tell({ event: 'disconnected', bootId: 'b1' });
    expect(await now()).toMatchObject({ connected: true, screen: 'alive', pending: 3 });
    await tell({ event: 'disconnected' });
    expect(await now()).toMatchObject({ connected: false, lastSeenAt: at, lastRatingAt: null });
  });
}
