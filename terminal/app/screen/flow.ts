import type { Prompt, PromptEnding } from '../../../protocol/index.ts';
import { isTagListKnown } from './details.ts';
import type { Effect, Step } from './events.ts';
import { pacedTimings, USUAL } from './presentation.ts';
import {
  type Asking,
  type AskingScreen,
  type Choice,
  type ChosenScreen,
  GUARD_MS,
  HOLD_AHEAD_MS,
  NOT_RATED_MS,
  QR_MS,
  REMEMBERED_ENDINGS,
  type Screen,
  type Source,
  type State,
} from './state.ts';

/** The moves between screens that several events share. Pure. */

export const stay = (state: State): Step => ({ state, effects: [] });

export const show = (state: State, screen: Screen, effects: readonly Effect[] = []): Step => ({
  state: { ...state, screen },
  effects,
});

/** The timings for the citizen who is here. */
export const timingsOf = ({ timings, presentation }: State) => pacedTimings(timings, presentation);

export function ask(state: State, asking: Asking, now: number): Step {
  const deadline = Math.min(now + timingsOf(state).promptIdleMs, asking.expiresAt);
  return show(state, { ...askingScreen(state, asking, now), touched: false, deadline });
}

/** The question, after somebody has begun to answer it. */
export function askingScreen(state: State, asking: Asking, now: number): AskingScreen {
  return {
    kind: 'asking',
    asking,
    touched: true,
    opensAt: now + GUARD_MS,
    deadline: now + timingsOf(state).promptIdleMs,
    revising: null,
    failed: false,
  };
}

/**
 * The next prompt, the reason why nobody is asked, or idle. Whoever comes now finds the screen as
 * everybody does, not as the last citizen liked it; headphones that are in stay in.
 */
export function rest(state: State, now: number): Step {
  const { waiting } = state;
  if (waiting !== null && waiting.expiresAt <= now) {
    const { state: remembered, effects } = over(
      { ...state, waiting: null },
      waiting,
      'expired',
      now,
    );
    const rested = rest(remembered, now);
    return { state: rested.state, effects: [...effects, ...rested.effects] };
  }
  const presentation = state.headphones ? { ...USUAL, voice: true } : USUAL;
  const free = { ...state, presentation };
  if (waiting !== null && !state.paused) return ask({ ...free, waiting: null }, waiting, now);
  if (state.refused !== null) return show(free, { kind: 'needsService', why: state.refused });
  if (state.paused) return show(free, { kind: 'paused' });
  return show(free, { kind: 'idle', awakeUntil: null });
}

/** Remembers how an asking ended and tells everybody who asked. */
export function over(state: State, asking: Asking, ending: PromptEnding, now: number): Step {
  const { key, promptIds } = asking;
  const others = state.ended.filter((ended) => ended.key !== key || ended.ending === 'replaced');
  const ended = [...others, { key, promptIds, ending, at: now }].slice(-REMEMBERED_ENDINGS);
  return { state: { ...state, ended }, effects: reportsOf(asking, ending) };
}

/** Whoever asked hears how it ended, and what of it could not be shown. */
export function reportsOf(
  { promptIds, prompt }: Pick<Asking, 'promptIds' | 'prompt'>,
  ending: PromptEnding,
): Effect[] {
  const detail = notShown(prompt);
  return (Object.entries(promptIds) as [Source, string][]).map(([source, promptId]) => ({
    kind: 'report',
    source,
    promptId,
    ending,
    ...(detail !== null && { detail }),
  }));
}

function notShown({ tagList, ...prompt }: Prompt): string | null {
  if (tagList === undefined || isTagListKnown({ tagList, ...prompt })) return null;
  return `This terminal does not know the tags of ${tagList.list}@${tagList.version}; it offered none.`;
}

/** With a QR code it stays until a phone could read it. */
export function endNotRated(
  state: State,
  asking: Asking,
  ending: 'declined' | 'timedOut',
  now: number,
): Step {
  const { state: next, effects } = over(state, asking, ending, now);
  const yieldsAt = now + NOT_RATED_MS;
  const until = asking.prompt.link === undefined || state.waiting ? yieldsAt : now + QR_MS;
  return show(next, { kind: 'notRated', asking, ending, until, yieldsAt }, effects);
}

/** A row that the screen still needs is held on, before the link sends it. */
export function keepHeld(
  asking: Asking,
  choice: Choice,
  until: number,
  now: number,
): { choice: Choice; effects: Effect[] } {
  if (choice.heldUntil >= until) return { choice, effects: [] };
  const holdForMs = until - now + HOLD_AHEAD_MS;
  const held = { ...choice, heldUntil: now + holdForMs };
  return { choice: held, effects: [{ kind: 'refine', asking, choice: held, holdForMs }] };
}

/** What the row holds, shown with every way on. */
export function chosenScreen(
  state: State,
  asking: Asking,
  choice: Choice,
  now: number,
): ChosenScreen {
  return {
    kind: 'chosen',
    asking,
    choice,
    held: true,
    opensAt: now + GUARD_MS,
    releaseAt: now + timingsOf(state).undoMs,
    releasing: false,
    failed: false,
    before: null,
    page: 'details',
    touched: false,
    tagPage: 0,
    keyed: false,
  };
}

export function release(state: State, screen: ChosenScreen): Step {
  return show(state, { ...screen, releasing: true }, [
    { kind: 'release', eventId: screen.choice.eventId },
  ]);
}

/** What stands is released, without another word of the citizen's. */
export function releaseChoice(state: State, asking: Asking, choice: Choice, now: number): Step {
  return release(state, chosenScreen(state, asking, choice, now));
}
