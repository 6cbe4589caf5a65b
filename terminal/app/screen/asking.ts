import { NO_DETAILS, ofAnotherLevel } from './details.ts';
import type { Event, RatingEvent, Step, StoreEvent } from './events.ts';
import {
  askingScreen,
  chosenScreen,
  endNotRated,
  keepHeld,
  releaseChoice,
  show,
  stay,
  timingsOf,
} from './flow.ts';
import { showLinked } from './linked.ts';
import type { AskingScreen, Choice, ChosenScreen, State } from './state.ts';

type ChooseEvent = Extract<Event, { kind: 'choose' }>;

/** What a touch does while the overall level is asked. Pure. */
export function rateAsking(
  state: State,
  screen: AskingScreen,
  event: RatingEvent | StoreEvent,
  now: number,
): Step {
  switch (event.kind) {
    case 'touched':
    case 'extend':
      return extend(state, screen, now);
    case 'choose':
      return now < screen.opensAt ? stay(state) : choose(state, screen, event, now);
    case 'linkedCase':
      return now < screen.opensAt ? stay(state) : showLinked(state, screen, event.index, now);
    case 'confirm':
      return screen.revising === null || now < screen.opensAt
        ? stay(state)
        : releaseChoice(state, screen.asking, screen.revising, now);
    case 'decline':
      return decline(state, screen, now);
    case 'storeFailed':
      return storeFailedAsking(state, screen, event);
    default:
      return stay(state);
  }
}

function extend(state: State, screen: AskingScreen, now: number): Step {
  const { asking, revising } = screen;
  const deadline = now + timingsOf(state).promptIdleMs;
  if (revising === null) return show(state, { ...screen, touched: true, deadline });
  const { choice, effects } = keepHeld(asking, revising, deadline, now);
  return show(state, { ...screen, touched: true, deadline, revising: choice }, effects);
}

/** A level of the whole: on disk first, then everything else. */
export function choose(
  state: State,
  screen: AskingScreen | ChosenScreen,
  event: ChooseEvent,
  now: number,
): Step {
  const before = screen.kind === 'asking' ? screen.revising : screen.choice;
  const { asking } = screen;
  const { undoMs } = timingsOf(state);
  const choice = { ...chosenBy(event, before), heldUntil: now + undoMs };
  const chosen = { ...chosenScreen(state, asking, choice, now), held: false, before };
  const kind = before ? 'change' : 'hold';
  return show(state, chosen, [{ kind, asking, choice, holdForMs: undoMs }]);
}

function chosenBy(
  { level, input, eventId }: ChooseEvent,
  before: Choice | null,
): Omit<Choice, 'heldUntil'> {
  if (before === null) return { eventId, level, input, revisions: 0, details: NO_DETAILS };
  const revisions = before.revisions + (before.level === null ? 0 : 1);
  const details = before.level === level ? before.details : ofAnotherLevel(before.details);
  return { eventId: before.eventId, level, input, revisions, details };
}

function decline(state: State, screen: AskingScreen, now: number): Step {
  const ended = endNotRated(state, screen.asking, 'declined', now);
  if (screen.revising === null) return ended;
  const { eventId } = screen.revising;
  return { ...ended, effects: [{ kind: 'drop', eventId }, ...ended.effects] };
}

/** The last linked case could not be kept: the screen has moved on, and says so. */
function storeFailedAsking(
  state: State,
  screen: AskingScreen,
  event: Extract<StoreEvent, { kind: 'storeFailed' }>,
): Step {
  if (screen.revising?.eventId !== event.eventId) return stay(state);
  const revising = event.step === 'hold' ? null : screen.revising;
  return show(state, { ...screen, revising, failed: true });
}

/** 修改: the choice stands on disk while another is thought about: leaving now loses nothing. */
export function revise(state: State, screen: ChosenScreen, now: number): Step {
  return extend(
    state,
    { ...askingScreen(state, screen.asking, now), revising: screen.choice },
    now,
  );
}
