import { retryDelayMs, type Setback, signDelayMs } from './backoff.ts';
import type {
  SessionEffect,
  SessionEvent,
  SessionPolicy,
  SessionState,
  SessionTimer,
  Setbacks,
} from './session-state.ts';

export interface Step {
  state: SessionState;
  effects: SessionEffect[];
}

const cancel = (...timers: SessionTimer[]): SessionEffect[] =>
  timers.map((timer) => ({ kind: 'cancel', timer }));
const cancelAll = cancel('retry', 'sign', 'hello', 'welcome', 'stable');
const NO_SETBACKS: Setbacks = { failures: 0, signs: 0 };

/**
 * The link's connection as a pure state machine: (state, event) → state and effects. It knows
 * neither sockets nor clocks; `link.ts` carries the effects out.
 *
 * One step. `random` in [0, 1) feeds the jitter. An event that does not fit changes nothing.
 */
export function step(
  state: SessionState,
  event: SessionEvent,
  policy: SessionPolicy,
  random: number,
): Step {
  if (event.kind === 'stop') return stop(state);
  switch (state.name) {
    case 'stopped':
      return event.kind === 'start' ? connect(NO_SETBACKS, null) : stay(state);
    case 'connecting':
      if (event.kind === 'opened') return opened(state.setbacks, policy, random);
      if (event.kind === 'failed') return failed(state.setbacks, event, policy, random);
      return stay(state);
    case 'open':
      return whileOpen(state, event, policy, random);
    case 'waiting':
      return whileWaiting(state, event, policy, random);
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

function connect(setbacks: Setbacks, refusal: string | null): Step {
  return { state: { name: 'connecting', setbacks, refusal }, effects: [{ kind: 'open' }] };
}

function opened(setbacks: Setbacks, policy: SessionPolicy, random: number): Step {
  return {
    state: { name: 'open', setbacks, welcomed: false },
    effects: [
      { kind: 'birth' },
      ...hello(policy, random),
      { kind: 'timer', timer: 'stable', delayMs: policy.backoff.stableMs },
    ],
  };
}

function failed(
  setbacks: Setbacks,
  event: { why: string; refused: boolean },
  policy: SessionPolicy,
  random: number,
): Step {
  const setback = event.refused ? 'refused' : 'failed';
  return wait({ setbacks, why: event.why, setback }, policy, random);
}

function whileOpen(
  state: Extract<SessionState, { name: 'open' }>,
  event: SessionEvent,
  policy: SessionPolicy,
  random: number,
): Step {
  if (event.kind === 'lost') return drop(state.setbacks, event.why, policy, random);
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
      return drop(state.setbacks, 'the hub gave no welcome', policy, random);
    case 'stable':
      return stay({ ...state, setbacks: NO_SETBACKS });
    case 'retry':
    case 'sign':
      return stay(state);
  }
}

/**
 * A sign cuts a pause short once; whichever of the two timers is due first ends it. What failed
 * while the hub was not there says nothing of the hub that answers now, so pauses after the sign
 * begin small again; for a hub that comes and goes the signs themselves are counted.
 */
function whileWaiting(
  state: Extract<SessionState, { name: 'waiting' }>,
  event: SessionEvent,
  policy: SessionPolicy,
  random: number,
): Step {
  if (event.kind === 'due' && (event.timer === 'retry' || event.timer === 'sign')) {
    const next = connect(state.setbacks, state.refusal);
    return { state: next.state, effects: [...cancel('retry', 'sign'), ...next.effects] };
  }
  if (event.kind !== 'sign' || state.signed) return stay(state);
  const signs = state.setbacks.signs + 1;
  const delayMs = signDelayMs(policy.backoff, signs, random);
  return {
    state: { ...state, setbacks: { failures: 0, signs }, signed: true },
    effects: [{ kind: 'timer', timer: 'sign', delayMs }],
  };
}

/** Somewhat less than the interval, so that a hall started together does not say hello together. */
function hello(policy: SessionPolicy, random: number): SessionEffect[] {
  return [
    { kind: 'hello' },
    { kind: 'timer', timer: 'hello', delayMs: Math.round(policy.helloMs * (1 - random / 10)) },
    { kind: 'timer', timer: 'welcome', delayMs: policy.welcomeMs },
  ];
}

function drop(setbacks: Setbacks, why: string, policy: SessionPolicy, random: number): Step {
  const next = wait({ setbacks, why, setback: 'lost' }, policy, random);
  return {
    state: next.state,
    effects: [...cancelAll, { kind: 'halt' }, { kind: 'close', farewell: false }, ...next.effects],
  };
}

function wait(
  end: { setbacks: Setbacks; why: string; setback: Setback },
  policy: SessionPolicy,
  random: number,
): Step {
  const failures = end.setbacks.failures + 1;
  const delayMs = retryDelayMs(policy.backoff, end.setback, failures, random);
  return {
    state: {
      name: 'waiting',
      setbacks: { ...end.setbacks, failures },
      refusal: end.setback === 'refused' ? end.why : null,
      why: end.why,
      delayMs,
      signed: false,
    },
    effects: [{ kind: 'timer', timer: 'retry', delayMs }],
  };
}
