import { LIMITS, type TagMeaning } from '../../../protocol/index.ts';
import { fitsRating, type LinkedDetail, withLinkedTag } from '../../linked-rating.ts';
import { NO_DETAILS, tagsOffered, withLinked } from './details.ts';
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

const AT_LEVEL = { page: 'level', tagPage: 0, keyed: false, failed: false } as const;

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
    case 'revise':
    case 'tagPage':
    case 'keyed':
    case 'tag':
      return now < screen.opensAt ? stay(state) : refineLinked(state, screen, event, now);
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

/** What the row holds of the linked case that is shown. */
export function linkedHere({ asking, index, choice }: LinkedScreen): LinkedDetail | null {
  const caseNo = asking.prompt.linkedCases?.[index]?.caseNo;
  return choice?.details.linked.find((each) => each.caseNo === caseNo) ?? null;
}

/** Those of its level, about the procedure and about the staff. */
export function linkedTagsOffered(screen: LinkedScreen): TagMeaning[] {
  const level = linkedHere(screen)?.level ?? null;
  return tagsOffered(screen.asking.prompt, level, NO_DETAILS);
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
  if (asking.prompt.linkedCases?.[index] === undefined) return showWhole(state, screen, now);
  const shown = { kind: 'linked', asking, index, choice, ...AT_LEVEL } as const;
  const next = { ...shown, opensAt: now + GUARD_MS, deadline: now };
  const isRated = linkedHere(next) !== null;
  if (!isRated && isFull(choice)) return showWhole(state, screen, now);
  return extend(state, next, now);
}

function showWhole(state: State, screen: AskingScreen | LinkedScreen, now: number): Step {
  const revising = screen.kind === 'asking' ? screen.revising : screen.choice;
  const asked = { ...askingScreen(state, screen.asking, now), revising };
  if (revising === null) return show(state, asked);
  const { choice, effects } = keepHeld(screen.asking, revising, asked.deadline, now);
  return show(state, { ...asked, revising: choice }, effects);
}

/** Kept as strictly as an overall level: a tap is a tap. Then it may be said why (SZ-11). */
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
  if (!fitsRating(details.linked)) return showWhole(state, screen, now);
  const kind = choice === null ? 'hold' : 'refine';
  const opened = { ...AT_LEVEL, page: 'tags', opensAt: now + GUARD_MS } as const;
  return write(state, { ...screen, ...opened }, { kind, choice: { ...before, details } }, now);
}

type RefineEvent = Extract<RatingEvent, { kind: 'revise' | 'tagPage' | 'keyed' | 'tag' }>;

function refineLinked(state: State, screen: LinkedScreen, event: RefineEvent, now: number): Step {
  switch (event.kind) {
    case 'revise':
      return extend(state, { ...screen, ...AT_LEVEL }, now);
    case 'tagPage':
      return extend(state, { ...screen, tagPage: event.page }, now);
    case 'keyed':
      return extend(state, { ...screen, keyed: event.keyed, tagPage: 0 }, now);
    case 'tag':
      return tagLinked(state, screen, event.code, now);
  }
}

function tagLinked(state: State, screen: LinkedScreen, code: string, now: number): Step {
  const { choice } = screen;
  const here = linkedHere(screen);
  if (choice === null || here === null || screen.page !== 'tags') return stay(state);
  const linked = withLinkedTag(choice.details.linked, here.caseNo, code);
  const tagged = { ...choice, details: { ...choice.details, linked } };
  return write(state, { ...screen, failed: false }, { kind: 'refine', choice: tagged }, now);
}

/** Written at once, and held while the screen still needs it. */
function write(
  state: State,
  screen: LinkedScreen,
  { kind, choice }: { kind: 'hold' | 'refine'; choice: Omit<Choice, 'heldUntil'> },
  now: number,
): Step {
  const { promptIdleMs } = timingsOf(state);
  const holdForMs = promptIdleMs + HOLD_AHEAD_MS;
  const held = { ...choice, heldUntil: now + holdForMs };
  const shown = { ...screen, choice: held, deadline: now + promptIdleMs };
  return show(state, shown, [{ kind, asking: screen.asking, choice: held, holdForMs }]);
}

function isFull(choice: Choice | null): boolean {
  return (choice?.details.linked.length ?? 0) >= LIMITS.linkedRatings;
}
