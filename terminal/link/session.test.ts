import { describe, expect, it } from 'vitest';
import { DEFAULT_BACKOFF } from './backoff.ts';
import { step } from './session.ts';
import type { SessionEvent, SessionState, SessionTimer } from './session-state.ts';

const policy = { backoff: DEFAULT_BACKOFF, helloMs: 30_000, welcomeMs: 10_000 };

function run(events: SessionEvent[], random = 0.5, from: SessionState = { name: 'stopped' }) {
  let state = from;
  let effects: string[] = [];
  for (const event of events) {
    const next = step(state, event, policy, random);
    state = next.state;
    effects = next.effects.map((effect) =>
      'timer' in effect ? `${effect.kind} ${effect.timer}` : effect.kind,
    );
  }
  return { state, effects };
}

const start: SessionEvent = { kind: 'start' };
const opened: SessionEvent = { kind: 'opened' };
const welcomed: SessionEvent = { kind: 'welcomed' };
const lost: SessionEvent = { kind: 'lost', why: 'x' };
const failed: SessionEvent = { kind: 'failed', why: 'x', refused: false };
const sign: SessionEvent = { kind: 'sign' };
const due = (timer: SessionTimer): SessionEvent => ({ kind: 'due', timer });
const NONE = { failures: 0, signs: 0 };
const pause = { refusal: null, why: '', delayMs: 1 };

describe('the session', () => {
  it('greets as soon as the connection is open', () => {
    expect(run([start, opened]).effects).toEqual([
      'birth',
      'hello',
      'timer hello',
      'timer welcome',
      'timer stable',
    ]);
  });

  it('drains after the first welcome of a connection, once', () => {
    expect(run([start, opened, welcomed]).effects).toContain('drain');
    expect(run([start, opened, welcomed, welcomed]).effects).not.toContain('drain');
    expect(run([start, opened, welcomed, lost, due('retry'), opened, welcomed]).effects).toContain(
      'drain',
    );
  });

  it('forgets earlier failures only after a stable minute', () => {
    const thrice = [start, failed, due('retry'), failed, due('retry'), opened, welcomed];
    expect(run([...thrice, lost]).state).toMatchObject({ setbacks: { failures: 3 } });
    expect(run([...thrice, due('stable'), lost]).state).toMatchObject({
      setbacks: { failures: 1 },
    });
  });

  it('spreads a hall over three seconds when all lose the hub at once', () => {
    const delays = [0, 0.25, 0.999].map((random) => {
      const { state } = run([start, opened, welcomed, due('stable'), lost], random);
      return state.name === 'waiting' ? state.delayMs : undefined;
    });
    expect(delays).toEqual([0, 750, 2997]);
  });

  it('keeps the words of a refusal until the hub takes it', () => {
    const refusal: SessionEvent = { kind: 'failed', why: 'revoked', refused: true };
    expect(run([start, refusal]).state).toMatchObject({ refusal: 'revoked', delayMs: 225_000 });
    expect(run([start, refusal, due('retry')]).state).toMatchObject({ refusal: 'revoked' });
    expect(run([start, refusal, due('retry'), failed]).state).toMatchObject({ refusal: null });
  });

  it('tries again soon after a sign of the hub, however long the pause was to be', () => {
    const { state, effects } = run([start, failed, due('retry'), failed, sign]);
    expect(effects).toEqual(['timer sign']);
    expect(step(state, due('sign'), policy, 0.5)).toMatchObject({
      state: { name: 'connecting', setbacks: { failures: 0, signs: 1 } },
      effects: [{ kind: 'cancel', timer: 'retry' }, { kind: 'cancel', timer: 'sign' }, {}],
    });
  });

  it('begins with small pauses again after a sign, whatever failed while the hub was away', () => {
    const away = Array.from({ length: 8 }, () => [failed, due('retry')]).flat();
    const { state } = run([start, ...away, failed, sign, due('sign'), failed]);
    expect(state).toMatchObject({ name: 'waiting', delayMs: policy.backoff.baseMs / 2 });
  });

  it('lets the retry that is due first end the pause, and drops the sign', () => {
    expect(run([start, failed, sign, due('retry')]).effects).toContain('cancel sign');
  });

  it('takes one sign a pause, and none when it does not wait', () => {
    expect(run([start, failed, sign, sign]).effects).toEqual([]);
    for (const events of [[], [start], [start, opened], [start, opened, welcomed]]) {
      expect(run([...events, sign]).effects).toEqual([]);
    }
  });

  it('spreads a hall over twice the span at each further sign, until a connection is stable', () => {
    const again = [sign, due('sign'), opened, welcomed, lost];
    const delays = [[], again, [...again, ...again], [...again, due('retry'), opened]].map(
      (before) => {
        const stable = before.at(-1) === opened ? [due('stable'), lost] : [];
        const { state } = run([start, failed, ...before, ...stable]);
        return step(state, sign, policy, 0.5).effects;
      },
    );
    expect(delays).toMatchObject([500, 1_000, 2_000, 500].map((delayMs) => [{ delayMs }]));
  });

  it.each([
    ['stopped', { name: 'stopped' }],
    ['connecting', { name: 'connecting', setbacks: NONE, refusal: null }],
    ['waiting', { name: 'waiting', setbacks: NONE, ...pause, signed: false }],
  ] as [string, SessionState][])('takes no late word of a connection while %s', (_, state) => {
    for (const event of [lost, welcomed, due('hello'), due('welcome'), due('stable')]) {
      expect(step(state, event, policy, 0)).toEqual({ state, effects: [] });
    }
  });

  it('stops from every state and cancels everything', () => {
    for (const events of [[start], [start, opened], [start, failed]]) {
      const { state, effects } = run([...events, { kind: 'stop' }]);
      expect(state).toEqual({ name: 'stopped' });
      expect(effects).toEqual(
        expect.arrayContaining(['cancel retry', 'cancel hello', 'cancel welcome', 'close']),
      );
    }
  });
});
