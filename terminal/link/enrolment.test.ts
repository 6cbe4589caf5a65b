import { beforeEach, describe, expect, it } from 'vitest';
import { Enrolment, type EnrolmentStatus } from './enrolment.ts';
import { FakeClock } from './testing/fake-clock.ts';

const ticket = (n: number) => ({
  enrolmentId: `00000000-0000-4000-8000-00000000000${n}`,
  userCode: `ABCD-EFG${n + 1}`,
  collectToken: 'c'.repeat(43),
  expiresAt: '2026-11-22T09:45:00.000+08:00',
  pollIntervalMs: 2_000,
});
const pending = { state: 'pending', expiresAt: ticket(1).expiresAt };
const approved = {
  state: 'approved',
  terminalId: 't-01',
  secret: 's3cret',
  mqtt: { tcpPort: 1883, wsPath: '/mqtt' },
};

let clock: FakeClock;
let statuses: EnrolmentStatus[];
let calls: string[];
/** Answers in order; a string is a network error, a number an HTTP status. */
let answers: (object | number | string)[];

beforeEach(() => {
  clock = new FakeClock();
  statuses = [];
  calls = [];
});

function enrolment(options: { ticket?: ReturnType<typeof ticket> } = {}) {
  return new Enrolment({
    hubUrl: 'http://hub.test:8600',
    request: {
      kind: 'evaluator',
      publicKey: { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) },
      appVersion: 'test',
    },
    clock,
    random: () => 0.5,
    onStatus: (status) => statuses.push(status),
    fetch: (async (url: URL) => {
      calls.push(url.pathname);
      const answer = answers.shift() ?? pending;
      if (typeof answer === 'string') throw new TypeError(answer);
      if (typeof answer === 'number') return Response.json({ title: 'no' }, { status: answer });
      return Response.json(answer, { status: 201 });
    }) as unknown as typeof fetch,
    ...options,
  });
}

const states = () => statuses.map(({ state }) => state);

describe('enrolment', () => {
  it('asks, shows the code, polls, and hands over what it collected', async () => {
    answers = [ticket(1), pending, approved];
    enrolment().start();
    await clock.pass(5_000);
    expect(states()).toEqual(['requesting', 'waiting', 'approved']);
    expect(statuses[1]).toMatchObject({ userCode: 'ABCD-EFG2' });
    expect(statuses[2]).toMatchObject({ credentials: { terminalId: 't-01', secret: 's3cret' } });
    expect(clock.waiting).toBe(0);
  });

  it('asks for a new code when the old one expired', async () => {
    answers = [ticket(1), { state: 'expired' }, ticket(2), pending];
    enrolment().start();
    await clock.pass(4_000);
    expect(states()).toEqual(['requesting', 'waiting', 'requesting', 'waiting']);
    expect(statuses.at(-1)).toMatchObject({ userCode: 'ABCD-EFG3' });
  });

  it('goes on with growing pauses while the hub is away, and keeps the code', async () => {
    answers = ['offline', 503, ticket(1), 'offline', approved];
    enrolment().start();
    await clock.pass(10_000);
    expect(states()).toEqual([
      'requesting',
      'unreachable',
      'unreachable',
      'waiting',
      'unreachable',
      'approved',
    ]);
    expect(statuses[4]).toMatchObject({ userCode: 'ABCD-EFG2' });
  });

  it('does not ask again by itself after a person said no', async () => {
    answers = [ticket(1), { state: 'rejected' }];
    enrolment().start();
    await clock.pass(600_000);
    expect(states().at(-1)).toBe('rejected');
    expect(calls).toHaveLength(2);
  });

  it('stops with the reason when the hub takes no such request', async () => {
    answers = [422];
    enrolment().start();
    await clock.pass(600_000);
    expect(statuses.at(-1)).toEqual({ state: 'refused', why: 'no' });
  });

  it('collects on an earlier ticket, and asks anew when the hub forgot it', async () => {
    answers = [404, ticket(2), pending];
    enrolment({ ticket: ticket(1) }).start();
    await clock.pass(1_000);
    expect(calls).toEqual([
      `/api/enrolments/${ticket(1).enrolmentId}/collection`,
      '/api/enrolments',
    ]);
  });

  it('takes an answer that is no hub of ours for an absent hub', async () => {
    answers = [{ hello: 'router' }];
    const road = enrolment();
    road.start();
    await clock.pass(1);
    expect(states().at(-1)).toBe('unreachable');
    road.stop();
    expect(clock.waiting).toBe(0);
  });
});
