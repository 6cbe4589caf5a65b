import { LIMITS } from '../../../protocol/index.ts';
import { NO_DETAILS, withLinked } from './details.ts';
import type { Event, RatingEvent, Step, StoreEvent } from './events.ts';
import {
  askingScreen,
  endNotRated,
  keepHeld,
  releaseChoice,
  show,
  stay,
  timingsOf,
} from './flow.ts';
import {
  type AskingScreen,
  type Choice,
  GUARD_MS,
  HOLD_AHEAD_MS,
  type LinkedScreen,
  type State,
} from './state.ts';

/** The linked cases of a theme, one a screen (SZ-20b). Pure. */
export function rateLinked(
  state: State,
  screen: LinkedScreen,
  event: RatingEvent | StoreEvent,
  now: number,
): Step {
  switch (event.kind) {
    case 'touched':
    case 'extend':
      return extend(state, screen, now);
    case 'choose':
      return now < screen.opensAt ? stay(state) : chooseLinked(state, screen, event, now);
    case 'linkedCase':
      return now < screen.opensAt ? stay(state) : showLinked(state, screen, event.index, now);
    case 'linkedDone':
    case 'decline':
      return showWhole(state, screen, now);
    case 'storeFailed': {
      if (screen.choice?.eventId !== event.eventId) return stay(state);
      const choice = event.step === 'hold' ? null : screen.choice;
      return show(state, { ...screen, choice, failed: true });
    }
    default:
      return stay(state);
  }
}

function extend(state: State, screen: LinkedScreen, now: number): Step {
  const { asking } = screen;
  const deadline = now + timingsOf(state).promptIdleMs;
  if (screen.choice === null) return show(state, { ...screen, deadline });
  const { choice, effects } = keepHeld(asking, screen.choice, deadline, now);
  return show(state, { ...screen, choice, deadline }, effects);
}

/** Nobody goes on: what was rated stands; with nothing rated nobody rated. */
export function leaveLinked(state: State, screen: LinkedScreen, now: number): Step {
  const { asking, choice } = screen;
  if (choice !== null) return releaseChoice(state, asking, choice, now);
  return endNotRated(state, asking, 'timedOut', now);
}

/** One linked case; beyond the last one, and when no more fit into a rating, the whole again. */
export function showLinked(
  state: State,
  screen: AskingScreen | LinkedScreen,
  index: number,
  now: number,
): Step {
  const { asking } = screen;
  const choice = screen.kind === 'asking' ? screen.revising : screen.choice;
  const linkedCase = asking.prompt.linkedCases?.[index];
  if (linkedCase === undefined) return showWhole(state, screen, now);
  const opensAt = now + GUARD_MS;
  const shown = { asking, index, choice, opensAt, deadline: now, failed: false };
  return extend(state, { kind: 'linked', ...shown }, now);
}

function showWhole(state: State, screen: AskingScreen | LinkedScreen, now: number): Step {
  const revising = screen.kind === 'asking' ? screen.revising : screen.choice;
  const asked = { ...askingScreen(state, screen.asking, now), revising };
  if (revising === null) return show(state, asked);
  const { choice, effects } = keepHeld(screen.asking, revising, asked.deadline, now);
  return show(state, { ...asked, revising: choice }, effects);
}

/** Kept as strictly as an overall level: a tap is a tap. */
function chooseLinked(
  state: State,
  screen: LinkedScreen,
  event: Extract<Event, { kind: 'choose' }>,
  now: number,
): Step {
  const { asking, index, choice } = screen;
  const { level, input, eventId } = event;
  const linkedCase = asking.prompt.linkedCases?.[index];
  if (linkedCase === undefined) return stay(state);
  const fresh = { eventId, level: null, input, revisions: 0, details: NO_DETAILS };
  const before = choice ?? fresh;
  const details = withLinked(before.details, linkedCase.caseNo, level);
  if (details.linked.length > LIMITS.linkedRatings) return showWhole(state, screen, now);
  const holdForMs = timingsOf(state).promptIdleMs + HOLD_AHEAD_MS;
  const next: Choice = { ...before, details, heldUntil: now + holdForMs };
  const isFull = details.linked.length === LIMITS.linkedRatings;
  const shown = showLinked(state, { ...screen, choice: next }, isFull ? -1 : index + 1, now);
  const kind = choice === null ? 'hold' : 'refine';
  return { ...shown, effects: [{ kind, asking, choice: next, holdForMs }] };
}
