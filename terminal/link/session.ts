import { type BackoffPolicy, DEFAULT_BACKOFF, retryDelayMs, type Setback } from './backoff.ts';

/**
 * The link's connection as a pure state machine: (state, event) → state and effects. It knows
 * neither sockets nor clocks; `link.ts` carries the effects out.
 */
export type SessionState =
  | { name: 'stopped' }
  /** `refusal`: why the hub refused last time; shown until it takes us. */
  | { name: 'connecting'; failures: number; refusal: string | null }
  | { name: 'open'; failures: number; welcomed: boolean }
  | { name: 'waiting'; failures: number; refusal: string | null; why: string; delayMs: number };

export type SessionTimer = 'retry' | 'hello' | 'welcome' | 'stable';

export type SessionEvent =
  | { kind: 'start' }
  | { kind: 'stop' }
  | { kind: 'opened' }
  | { kind: 'failed'; why: string; refused: boolean }
  | { kind: 'lost'; why: string }
  | { kind: 'welcomed' }
  | { kind: 'due'; timer: SessionTimer };

export type SessionEffect =
  | { kind: 'open' }
  | { kind: 'close'; farewell: boolean }
  | { kind: 'birth' }
  | { kind: 'hello' }
  | { kind: 'drain' }
  | { kind: 'halt' }
  | { kind: 'timer'; timer: SessionTimer; delayMs: number }
  | { kind: 'cancel'; timer: SessionTimer };

export interface SessionPolicy {
  backoff: BackoffPolicy;
  /** Hello each so often … */
  helloMs: number;
  /** … and a connection whose hello got no welcome in this time is dead, whatever TCP says. */
  welcomeMs: number;
}

export const DEFAULT_POLICY: SessionPolicy = {
  backoff: DEFAULT_BACKOFF,
  helloMs: 30_000,
  welcomeMs: 10_000,
};

export interface Step {
  state: SessionState;
  effects: SessionEffect[];
}

const cancelAll: SessionEffect[] = (['retry', 'hello', 'welcome', 'stable'] as const).map(
  (timer) => ({ kind: 'cancel', timer }),
);

/** One step. `random` in [0, 1) feeds the jitter. An event that does not fit changes nothing. */
export function step(
  state: SessionState,
  event: SessionEvent,
  policy: SessionPolicy,
  random: number,
): Step {
  if (event.kind === 'stop') return stop(state);
  switch (state.name) {
    case 'stopped':
      return event.kind === 'start' ? connect(0, null) : stay(state);
    case 'connecting':
      if (event.kind === 'opened') return opened(state.failures, policy, random);
      if (event.kind === 'failed') return failed(state.failures, event, policy, random);
      return stay(state);
    case 'open':
      return whileOpen(state, event, policy, random);
    case 'waiting':
      return event.kind === 'due' && event.timer === 'retry'
        ? connect(state.failures, state.refusal)
        : stay(state);
  }
}

function stay(state: SessionState): Step {
  return { state, effects: [] };
}

function stop(state: SessionState): Step {
  if (state.name === 'stopped') return stay(state);
  const effects: SessionEffect[] = [...cancelAll, { kind: 'halt' }];
  return {
    state: { name: 'stopped' },
    effects: [...effects, { kind: 'close', farewell: state.name === 'open' }],
  };
}

function connect(failures: number, refusal: string | null): Step {
  return { state: { name: 'connecting', failures, refusal }, effects: [{ kind: 'open' }] };
}

function opened(failures: number, policy: SessionPolicy, random: number): Step {
  return {
    state: { name: 'open', failures, welcomed: false },
    effects: [
      { kind: 'birth' },
      ...hello(policy, random),
      { kind: 'timer', timer: 'stable', delayMs: policy.backoff.stableMs },
    ],
  };
}

function failed(
  failures: number,
  event: { why: string; refused: boolean },
  policy: SessionPolicy,
  random: number,
): Step {
  const setback = event.refused ? 'refused' : 'failed';
  return wait({ failures, why: event.why, setback }, policy, random);
}

function whileOpen(
  state: Extract<SessionState, { name: 'open' }>,
  event: SessionEvent,
  policy: SessionPolicy,
  random: number,
): Step {
  if (event.kind === 'lost') return drop(state.failures, event.why, policy, random);
  if (event.kind === 'welcomed') {
    const first: SessionEffect[] = state.welcomed ? [] : [{ kind: 'drain' }];
    return {
      state: { ...state, welcomed: true },
      effects: [{ kind: 'cancel', timer: 'welcome' }, ...first],
    };
  }
  if (event.kind !== 'due') return stay(state);
  switch (event.timer) {
    case 'hello':
      return { state, effects: hello(policy, random) };
    case 'welcome':
      return drop(state.failures, 'the hub gave no welcome', policy, random);
    case 'stable':
      return stay({ ...state, failures: 0 });
    case 'retry':
      return stay(state);
  }
}

/** Somewhat less than the interval, so that a hall started together does not say hello together. */
function hello(policy: SessionPolicy, random: number): SessionEffect[] {
  return [
    { kind: 'hello' },
    { kind: 'timer', timer: 'hello', delayMs: Math.round(policy.helloMs * (1 - random / 10)) },
    { kind: 'timer', timer: 'welcome', delayMs: policy.welcomeMs },
  ];
}

function drop(failures: number, why: string, policy: SessionPolicy, random: number): Step {
  const next = wait({ failures, why, setback: 'lost' }, policy, random);
  return {
    state: next.state,
    effects: [...cancelAll, { kind: 'halt' }, { kind: 'close', farewell: false }, ...next.effects],
  };
}

function wait(
  end: { failures: number; why: string; setback: Setback },
  policy: SessionPolicy,
  random: number,
): Step {
  const failures = end.failures + 1;
  const delayMs = retryDelayMs(policy.backoff, end.setback, failures, random);
  return {
    state: {
      name: 'waiting',
      failures,
      refusal: end.setback === 'refused' ? end.why : null,
      why: end.why,
      delayMs,
    },
    effects: [{ kind: 'timer', timer: 'retry', delayMs }],
  };
}
