import type { PromptEnding } from '../../../protocol/index.ts';
import {
  type Asking,
  type ChosenScreen,
  type Effect,
  GUARD_MS,
  NOT_RATED_MS,
  REMEMBERED_ENDINGS,
  type Screen,
  type Source,
  type State,
  type Step,
} from './state.ts';

/** The moves between screens that several events share. Pure. */

export const stay = (state: State): Step => ({ state, effects: [] });

export const show = (state: State, screen: Screen, effects: readonly Effect[] = []): Step => ({
  state: { ...state, screen },
  effects,
});

export function ask(state: State, asking: Asking, now: number): Step {
  return show(state, {
    kind: 'asking',
    asking,
    touched: false,
    opensAt: now + GUARD_MS,
    deadline: Math.min(now + state.timings.promptIdleMs, asking.expiresAt),
    revising: null,
    failed: false,
  });
}

/** Nobody is being asked: the next prompt, the reason why not, or idle. */
export function rest(state: State, now: number): Step {
  const { waiting } = state;
  const free = { ...state, waiting: null };
  if (waiting !== null && waiting.expiresAt <= now) {
    const { state: remembered, effects } = over(free, waiting, 'expired', now);
    const rested = rest(remembered, now);
    return { state: rested.state, effects: [...effects, ...rested.effects] };
  }
  if (waiting !== null) return ask(free, waiting, now);
  if (state.refused !== null) return show(free, { kind: 'needsService', why: state.refused });
  return show(free, { kind: 'idle' });
}

/** Remembers how an asking ended and tells everybody who asked. */
export function over(state: State, asking: Asking, ending: PromptEnding, now: number): Step {
  const { key, promptIds } = asking;
  const others = state.ended.filter((ended) => ended.key !== key || ended.ending === 'replaced');
  const ended = [...others, { key, promptIds, ending, at: now }].slice(-REMEMBERED_ENDINGS);
  return { state: { ...state, ended }, effects: reportsOf(promptIds, ending) };
}

export function reportsOf(promptIds: Asking['promptIds'], ending: PromptEnding): Effect[] {
  return (Object.entries(promptIds) as [Source, string][]).map(([source, promptId]) => ({
    kind: 'report',
    source,
    promptId,
    ending,
  }));
}

export function endNotRated(
  state: State,
  asking: Asking,
  ending: 'declined' | 'timedOut',
  now: number,
): Step {
  const { state: next, effects } = over(state, asking, ending, now);
  return show(next, { kind: 'notRated', asking, ending, until: now + NOT_RATED_MS }, effects);
}

export function release(state: State, screen: ChosenScreen): Step {
  return show(state, { ...screen, releasing: true }, [
    { kind: 'release', eventId: screen.choice.eventId },
  ]);
}
