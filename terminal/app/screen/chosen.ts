import { NATIONAL_TAGS } from '../../../protocol/index.ts';
import { choose, revise } from './asking.ts';
import { type Details, tagsOffered, withIndicator, withSentence, withTag } from './details.ts';
import type { DetailEvent, RatingEvent, Step, StoreEvent } from './events.ts';
import { askingScreen, keepHeld, over, release, show, stay, timingsOf } from './flow.ts';
import type { ChosenScreen, State } from './state.ts';

/** What a touch, or the store's answer, does once a level is chosen. Pure. */
export function rateChosen(
  state: State,
  screen: ChosenScreen,
  event: RatingEvent | StoreEvent,
  now: number,
): Step {
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
    case 'touched':
    case 'extend':
      return busy(state, screen, now);
    case 'tag':
    case 'indicator':
    case 'write':
    case 'sentence':
    case 'page':
    case 'tagPage':
    case 'keyed':
      return refine(state, screen, event, now);
    default:
      return stay(state);
  }
}

/** No more counting down while somebody is at it; it waits as long as an asking does. */
function busy(state: State, screen: ChosenScreen, now: number): Step {
  const releaseAt = now + timingsOf(state).promptIdleMs;
  const { choice, effects } = keepHeld(screen.asking, screen.choice, releaseAt, now);
  return show(state, { ...screen, choice, touched: true, releaseAt }, effects);
}

/** Details go to disk as they are picked; a level is never kept waiting by them. */
function refine(state: State, screen: ChosenScreen, event: DetailEvent, now: number): Step {
  switch (event.kind) {
    case 'page':
      return busy(state, { ...screen, page: event.page, tagPage: 0 }, now);
    case 'tagPage':
      return busy(state, { ...screen, tagPage: event.page }, now);
    case 'keyed':
      return busy(state, { ...byKeys(screen, event.keyed), tagPage: 0 }, now);
    default: {
      const details = detailsAfter(screen.choice.details, event);
      // As if it were held no longer, so that it is written in any case.
      const choice = { ...screen.choice, details, heldUntil: now };
      const page = event.kind === 'write' ? 'details' : screen.page;
      return busy(state, { ...screen, choice, page, failed: false }, now);
    }
  }
}

/** Where there is no tag to pick, the keys begin with the indicators. */
function byKeys(screen: ChosenScreen, keyed: boolean): ChosenScreen {
  const { asking, choice } = screen;
  const hasTags = tagsOffered(asking.prompt, choice.level, choice.details).length > 0;
  return { ...screen, keyed, page: keyed && !hasTags ? 'indicators' : screen.page };
}

type SaidEvent = Extract<DetailEvent, { kind: 'tag' | 'indicator' | 'write' | 'sentence' }>;

function detailsAfter(details: Details, event: SaidEvent): Details {
  switch (event.kind) {
    case 'tag': {
      const tag = NATIONAL_TAGS.find(({ code }) => code === event.code);
      return tag === undefined ? details : withTag(details, tag);
    }
    case 'indicator':
      return withIndicator(details, event.indicator, event.level);
    case 'write':
      return { ...details, text: event.text };
    case 'sentence':
      return withSentence(details, event.text);
  }
}

function released(state: State, screen: ChosenScreen, eventId: string, now: number): Step {
  const { asking, choice } = screen;
  if (eventId !== choice.eventId) return stay(state);
  const { state: next, effects } = over(state, asking, 'rated', now);
  const until = now + timingsOf(state).thanksMs;
  return show(next, { kind: 'thanks', asking, choice, receiptCode: null, until }, effects);
}

/** Nothing is claimed that is not on disk: the citizen is asked again, or it is tried again. */
function storeFailed(
  state: State,
  screen: ChosenScreen,
  failedStep: Extract<StoreEvent, { kind: 'storeFailed' }>['step'],
  now: number,
): Step {
  if (failedStep === 'refine') return show(state, { ...screen, failed: true });
  if (failedStep === 'release') {
    const releaseAt = now + timingsOf(state).undoMs;
    return show(state, { ...screen, releasing: false, releaseAt, failed: true });
  }
  const asked = askingScreen(state, screen.asking, now);
  return show(state, { ...asked, revising: screen.before, failed: true });
}
