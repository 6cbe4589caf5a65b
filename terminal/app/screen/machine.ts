import { rateAsking } from './asking.ts';
import { rateChosen } from './chosen.ts';
import type { Event, RatingEvent, Step, StoreEvent } from './events.ts';
import { endNotRated, release, releaseChoice, rest, show, stay, timingsOf } from './flow.ts';
import { leaveLinked, rateLinked } from './linked.ts';
import { USUAL } from './presentation.ts';
import { takePrompt } from './prompts.ts';
import { AWAKE_MS, PREPARED_MS, REENROL_MS, type State } from './state.ts';

/**
 * The whole screen as one function: what happened, and when, decides what is shown and what is
 * written. Pure. `now` is monotonic milliseconds. A level is only ever chosen by a `choose` event:
 * no time, staff or network event can make a rating (SZ-04).
 */
export function step(state: State, event: Event, now: number): Step {
  const done = stepped(state, event, now);
  const changed = done.state.screen.kind !== state.screen.kind;
  if (!changed || done.state.panel === null) return done;
  return { ...done, state: { ...done.state, panel: null } };
}

/** When something changes by itself next; infinite when nothing does. */
export function nextDeadline(state: State, now: number): number {
  const moments = momentsOf(state).filter((moment) => moment > now);
  return Math.min(...moments, Number.POSITIVE_INFINITY);
}

/** The last seconds before a screen ends by itself; one tap gives more time (WCAG 2.2.1). */
export function isWarning(state: State, now: number): boolean {
  return now >= warnAt(state);
}

function stepped(state: State, event: Event, now: number): Step {
  switch (event.kind) {
    case 'tick':
      return tick(state, now);
    case 'started':
      return ['starting', 'elsewhere', 'unenrolled'].includes(state.screen.kind)
        ? rest(state, now)
        : stay(state);
    case 'elsewhere':
      return show(state, { kind: 'elsewhere' });
    case 'enrolment':
      return show({ ...state, refused: null }, { kind: 'unenrolled', ...event.facts });
    case 'configured': {
      const { timings, paused } = event;
      return restAgain({ ...state, timings, paused }, now);
    }
    case 'link':
      return restAgain({ ...state, refused: event.refused }, now);
    case 'openReenrol':
      return state.screen.kind === 'needsService' && state.refused !== null
        ? show(state, { ...state.screen, kind: 'reenrol', until: now + REENROL_MS })
        : stay(state);
    case 'closeReenrol':
      return state.screen.kind === 'reenrol' ? rest(state, now) : stay(state);
    case 'prompt':
      return takePrompt(state, event, now);
    case 'settled':
      return settled(state, event);
    case 'present': {
      const presentation = { ...state.presentation, ...event.change };
      return touch({ ...state, presentation, panel: null }, { kind: 'touched' }, now);
    }
    case 'headphones': {
      const { areIn } = event;
      const presentation = { ...state.presentation, voice: areIn };
      return touch({ ...state, headphones: areIn, presentation }, { kind: 'touched' }, now);
    }
    case 'panel': {
      // Who is warned says first that somebody is still here: that key promises no more.
      const isOnlyHere = event.panel?.kind === 'tools' && isWarning(state, now);
      const panel = isOnlyHere ? null : event.panel;
      return touch({ ...state, panel }, { kind: 'touched' }, now);
    }
    default:
      return touch(state, event, now);
  }
}

/** What a citizen's touch, or the store's answer to it, does. */
function touch(state: State, event: RatingEvent | StoreEvent, now: number): Step {
  const { screen } = state;
  switch (screen.kind) {
    case 'asking':
      return rateAsking(state, screen, event, now);
    case 'linked':
      return rateLinked(state, screen, event, now);
    case 'chosen':
      return rateChosen(state, screen, event, now);
    case 'idle':
      return event.kind === 'touched' ? wake(state, now) : stay(state);
    case 'notRated':
    case 'thanks':
      return event.kind === 'close' ? rest(state, now) : stay(state);
    default:
      return stay(state);
  }
}

/** One touch wakes the screen and chooses nothing. */
function wake(state: State, now: number): Step {
  const usualMs = state.presentation === USUAL ? AWAKE_MS : PREPARED_MS;
  const awakeMs = state.panel?.kind === 'maintenance' ? REENROL_MS : usualMs;
  return show(state, { kind: 'idle', awakeUntil: now + awakeMs });
}

function tick(state: State, now: number): Step {
  const { screen } = state;
  switch (screen.kind) {
    case 'idle':
      return screen.awakeUntil !== null && now >= screen.awakeUntil
        ? rest({ ...state, panel: null }, now)
        : stay(state);
    case 'asking':
      if (now < screen.deadline) return stay(state);
      return screen.revising === null
        ? endNotRated(state, screen.asking, 'timedOut', now)
        : releaseChoice(state, screen.asking, screen.revising, now);
    case 'linked':
      return now < screen.deadline ? stay(state) : leaveLinked(state, screen, now);
    case 'chosen':
      return !screen.releasing && now >= screen.releaseAt ? release(state, screen) : stay(state);
    case 'thanks':
    case 'notRated':
    case 'reenrol':
      return now >= screen.until ? rest(state, now) : stay(state);
    default:
      return stay(state);
  }
}

function settled(state: State, event: Extract<Event, { kind: 'settled' }>): Step {
  const { screen } = state;
  if (screen.kind !== 'thanks' || screen.choice.eventId !== event.eventId) return stay(state);
  return show(state, { ...screen, receiptCode: event.receiptCode });
}

/** Why nobody is asked may have come or gone; whoever is here is not disturbed. */
function restAgain(state: State, now: number): Step {
  const { kind } = state.screen;
  if (kind === 'reenrol' && state.refused !== null) return stay(state);
  const fits =
    (kind === 'idle' && state.refused === null && !state.paused) ||
    !['idle', 'paused', 'needsService', 'reenrol'].includes(kind);
  return fits ? stay(state) : rest(state, now);
}

function momentsOf(state: State): number[] {
  const { screen } = state;
  switch (screen.kind) {
    case 'idle':
      return screen.awakeUntil === null ? [] : [screen.awakeUntil];
    case 'asking':
    case 'linked':
      return [screen.opensAt, warnAt(state), screen.deadline];
    case 'chosen':
      return screen.releasing ? [] : [screen.opensAt, warnAt(state), screen.releaseAt];
    case 'thanks':
    case 'notRated':
    case 'reenrol':
      return [screen.until];
    default:
      return [];
  }
}

/** Infinite where nobody is at work, or where the button counts down by itself. */
function warnAt(state: State): number {
  const { screen } = state;
  const { warnMs, promptIdleMs } = timingsOf(state);
  const before = Math.min(warnMs, promptIdleMs / 2);
  if (screen.kind === 'asking' || screen.kind === 'linked') return screen.deadline - before;
  const busy = screen.kind === 'chosen' && screen.touched && !screen.releasing;
  return busy ? screen.releaseAt - before : Number.POSITIVE_INFINITY;
}
