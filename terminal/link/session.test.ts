import { describe, expect, it } from 'vitest';
import { DEFAULT_BACKOFF } from './backoff.ts';
import { type SessionEvent, type SessionState, step } from './session.ts';

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
const due = (timer: 'retry' | 'hello' | 'welcome' | 'stable'): SessionEvent => ({
  kind: 'due',
  timer,
});

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
    expect(run([...thrice, lost]).state).toMatchObject({ failures: 3 });
    expect(run([...thrice, due('stable'), lost]).state).toMatchObject({ failures: 1 });
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

  it.each([
    ['stopped', { name: 'stopped' }],
    ['connecting', { name: 'connecting', failures: 0, refusal: null }],
    ['waiting', { name: 'waiting', failures: 1, refusal: null, why: '', delayMs: 1 }],
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
