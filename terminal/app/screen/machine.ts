import { endNotRated, release, rest, show, stay } from './flow.ts';
import { takePrompt } from './prompts.ts';
import { rate } from './rating.ts';
import { type AskingScreen, type Event, REENROL_MS, type State, type Step } from './state.ts';

/**
 * The whole screen as one function: what happened, and when, decides what is shown and what is
 * written. Pure. `now` is monotonic milliseconds. A level is only ever chosen by a `choose` event:
 * no time, staff or network event can make a rating (SZ-04).
 */
export function step(state: State, event: Event, now: number): Step {
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
    case 'configured':
      return stay({ ...state, timings: event.timings });
    case 'link':
      return linkChanged({ ...state, refused: event.refused }, now);
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
    default:
      return rate(state, event, now);
  }
}

/** When something changes by itself next; infinite when nothing does. */
export function nextDeadline(state: State, now: number): number {
  const moments = momentsOf(state).filter((moment) => moment > now);
  return Math.min(...moments, Number.POSITIVE_INFINITY);
}

/** The last seconds of an asking, in which one tap gives more time (WCAG 2.2.1). */
export function isWarning(state: State, now: number): boolean {
  return state.screen.kind === 'asking' && now >= warnAt(state, state.screen);
}

function tick(state: State, now: number): Step {
  const { screen } = state;
  switch (screen.kind) {
    case 'asking':
      if (now < screen.deadline) return stay(state);
      if (screen.revising === null) return endNotRated(state, screen.asking, 'timedOut', now);
      return release(state, {
        kind: 'chosen',
        asking: screen.asking,
        choice: screen.revising,
        held: true,
        opensAt: now,
        releaseAt: now,
        releasing: true,
        failed: false,
        before: null,
      });
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
  if (screen.kind !== 'thanks' || screen.eventId !== event.eventId) return stay(state);
  return show(state, { ...screen, receiptCode: event.receiptCode });
}

function linkChanged(state: State, now: number): Step {
  const { kind } = state.screen;
  if (kind === 'reenrol' && state.refused !== null) return stay(state);
  return ['idle', 'needsService', 'reenrol'].includes(kind) ? rest(state, now) : stay(state);
}

function momentsOf(state: State): number[] {
  const { screen } = state;
  switch (screen.kind) {
    case 'asking':
      return [screen.opensAt, warnAt(state, screen), screen.deadline];
    case 'chosen':
      return screen.releasing ? [] : [screen.opensAt, screen.releaseAt];
    case 'thanks':
    case 'notRated':
    case 'reenrol':
      return [screen.until];
    default:
      return [];
  }
}

function warnAt({ timings }: State, screen: AskingScreen): number {
  return screen.deadline - Math.min(timings.warnMs, timings.promptIdleMs / 2);
}
