import { endNotRated, over, release, show, stay } from './flow.ts';
import {
  type AskingScreen,
  type ChosenScreen,
  type Event,
  GUARD_MS,
  type State,
  type Step,
} from './state.ts';

type RatingEvent = Exclude<
  Event,
  {
    kind:
      | 'tick'
      | 'started'
      | 'elsewhere'
      | 'enrolment'
      | 'configured'
      | 'link'
      | 'openReenrol'
      | 'closeReenrol'
      | 'prompt'
      | 'settled';
  }
>;

/** What a citizen's touch, or the store's answer to it, does. Pure. */
export function rate(state: State, event: RatingEvent, now: number): Step {
  const { screen } = state;
  if (screen.kind === 'asking') return rateAsking(state, screen, event, now);
  if (screen.kind === 'chosen') return rateChosen(state, screen, event, now);
  return stay(state);
}

function rateAsking(state: State, screen: AskingScreen, event: RatingEvent, now: number): Step {
  switch (event.kind) {
    case 'touched':
    case 'extend':
      return show(state, { ...screen, touched: true, deadline: now + state.timings.promptIdleMs });
    case 'choose':
      return now < screen.opensAt ? stay(state) : choose(state, screen, event, now);
    case 'decline': {
      const ended = endNotRated(state, screen.asking, 'declined', now);
      if (screen.revising === null) return ended;
      const { eventId } = screen.revising;
      return { ...ended, effects: [{ kind: 'drop', eventId }, ...ended.effects] };
    }
    default:
      return stay(state);
  }
}

function choose(
  state: State,
  screen: AskingScreen | ChosenScreen,
  event: Extract<Event, { kind: 'choose' }>,
  now: number,
): Step {
  const { level, input, eventId } = event;
  const before = screen.kind === 'asking' ? screen.revising : screen.choice;
  const choice = before
    ? { eventId: before.eventId, level, input, revisions: before.revisions + 1 }
    : { eventId, level, input, revisions: 0 };
  const { asking } = screen;
  const { undoMs } = state.timings;
  return show(
    state,
    {
      kind: 'chosen',
      asking,
      choice,
      held: false,
      opensAt: now + GUARD_MS,
      releaseAt: now + undoMs,
      releasing: false,
      failed: false,
      before,
    },
    [{ kind: before ? 'change' : 'hold', asking, choice, holdForMs: undoMs }],
  );
}

function rateChosen(state: State, screen: ChosenScreen, event: RatingEvent, now: number): Step {
  if (event.kind === 'held') return show(state, { ...screen, held: true });
  if (event.kind === 'released') return released(state, screen, event.eventId, now);
  if (event.kind === 'storeFailed') return storeFailed(state, screen, event.step, now);
  if (screen.releasing || now < screen.opensAt) return stay(state);
  switch (event.kind) {
    case 'choose':
      return event.level === screen.choice.level ? stay(state) : choose(state, screen, event, now);
    case 'confirm':
      return release(state, screen);
    case 'revise':
      return revise(state, screen, now);
    default:
      return stay(state);
  }
}

/** The choice stands on disk while another is thought about: leaving now loses nothing. */
function revise(state: State, screen: ChosenScreen, now: number): Step {
  const { promptIdleMs } = state.timings;
  const { eventId } = screen.choice;
  return show(
    state,
    {
      kind: 'asking',
      asking: screen.asking,
      touched: true,
      opensAt: now + GUARD_MS,
      deadline: now + promptIdleMs,
      revising: screen.choice,
      failed: false,
    },
    [{ kind: 'keep', eventId, holdForMs: promptIdleMs }],
  );
}

function released(state: State, screen: ChosenScreen, eventId: string, now: number): Step {
  if (eventId !== screen.choice.eventId) return stay(state);
  const { state: next, effects } = over(state, screen.asking, 'rated', now);
  const until = now + state.timings.thanksMs;
  const { asking } = screen;
  return show(next, { kind: 'thanks', asking, eventId, receiptCode: null, until }, effects);
}

/** Nothing is claimed that is not on disk: the citizen is asked again, or the release tried again. */
function storeFailed(
  state: State,
  screen: ChosenScreen,
  failedStep: 'hold' | 'change' | 'release',
  now: number,
): Step {
  if (failedStep === 'release') {
    const releaseAt = now + state.timings.undoMs;
    return show(state, { ...screen, releasing: false, releaseAt, failed: true });
  }
  return show(state, {
    kind: 'asking',
    asking: screen.asking,
    touched: true,
    opensAt: now + GUARD_MS,
    deadline: now + state.timings.promptIdleMs,
    revising: screen.before,
    failed: true,
  });
}
