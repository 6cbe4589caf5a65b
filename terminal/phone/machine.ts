import type {
  Level,
  PhoneRating,
  PhoneView,
  ReceiptEntry,
  RefusalReason,
} from '../../protocol/index.ts';
import type { TagIndicator } from '../../protocol/tags.ts';
import {
  type Draft,
  EMPTY_DRAFT,
  isSayingSomething,
  type OpenView,
  withIndicator,
  withLevel,
  withLinked,
  withTag,
  withTagOfLinked,
  withText,
} from './draft.ts';

/** A rating on its way: frozen, and kept on the phone where the browser allows. */
export interface Sent {
  rating: PhoneRating;
  /** Working days within which a negative rating is dealt with; null when nothing is (SZ-21b). */
  handlingDays: number | null;
}

export type Screen =
  | { kind: 'loading' }
  | { kind: 'away' }
  | { kind: 'over'; view: Exclude<PhoneView, OpenView>; ownReceipt: string | null }
  | { kind: 'asking'; view: OpenView; draft: Draft }
  | { kind: 'details'; view: OpenView; draft: Draft; notTaken: boolean }
  | {
      kind: 'sending';
      /** Where to go back to when the hub does not take it; null after a reload. */
      from: { view: OpenView; draft: Draft } | null;
      sent: Sent;
      isAway: boolean;
      isKept: boolean;
    }
  | { kind: 'thanks'; receiptCode: string; handlingDays: number | null }
  | { kind: 'refused'; reason: RefusalReason };

export type Event =
  | { kind: 'opened'; view: PhoneView; ownReceipt: string | null }
  | { kind: 'away' }
  | { kind: 'level'; level: Level }
  | { kind: 'oneByOne' }
  | { kind: 'revise' }
  | { kind: 'indicator'; indicator: TagIndicator; level: Level }
  | { kind: 'tag'; code: string }
  | { kind: 'text'; text: string }
  | { kind: 'linked'; caseNo: string; level: Level }
  | { kind: 'linkedTag'; caseNo: string; code: string }
  | { kind: 'submitted'; sent: Sent; isKept: boolean }
  | { kind: 'resumed'; sent: Sent }
  | { kind: 'receipt'; entry: ReceiptEntry }
  | { kind: 'notTaken' };

/**
 * The page as one function. Pure. Only a `submitted` event, which only the citizen's press makes,
 * begins to send (SZ-04); nothing is thanked for before the hub says that it has it.
 */
export function step(screen: Screen, event: Event): Screen {
  switch (event.kind) {
    case 'opened':
      return isSettled(screen) ? screen : opened(event);
    case 'away':
      return away(screen);
    case 'submitted':
      return submitted(screen, event);
    case 'resumed':
      return { kind: 'sending', from: null, sent: event.sent, isAway: false, isKept: true };
    case 'receipt':
      return screen.kind === 'sending' ? receipted(screen.sent, event.entry) : screen;
    case 'notTaken':
      return screen.kind === 'sending' ? taken(screen.from) : screen;
    default:
      return said(screen, event);
  }
}

type Said = Extract<
  Event,
  { kind: 'level' | 'oneByOne' | 'revise' | 'indicator' | 'tag' | 'text' | 'linked' | 'linkedTag' }
>;

function said(screen: Screen, event: Said): Screen {
  if (screen.kind === 'asking') {
    const { view, draft } = screen;
    if (event.kind === 'oneByOne') return { kind: 'details', view, draft, notTaken: false };
    if (event.kind !== 'level') return screen;
    return { kind: 'details', view, draft: withLevel(draft, event.level), notTaken: false };
  }
  if (screen.kind !== 'details') return screen;
  const { view, draft } = screen;
  if (event.kind === 'revise') return { kind: 'asking', view, draft };
  return { ...screen, draft: refined(draft, event), notTaken: false };
}

function refined(draft: Draft, event: Said): Draft {
  switch (event.kind) {
    case 'indicator':
      return withIndicator(draft, event.indicator, event.level);
    case 'tag':
      return withTag(draft, event.code);
    case 'text':
      return withText(draft, event.text);
    case 'linked':
      return withLinked(draft, event.caseNo, event.level);
    case 'linkedTag':
      return withTagOfLinked(draft, event.caseNo, event.code);
    default:
      return draft;
  }
}

function opened({ view, ownReceipt }: Extract<Event, { kind: 'opened' }>): Screen {
  if (view.state !== 'open') return { kind: 'over', view, ownReceipt };
  return { kind: 'asking', view, draft: EMPTY_DRAFT };
}

/** Past the opening, the answer to it comes too late. */
function isSettled({ kind }: Screen): boolean {
  return kind !== 'loading' && kind !== 'away';
}

function away(screen: Screen): Screen {
  if (screen.kind === 'loading') return { kind: 'away' };
  return screen.kind === 'sending' ? { ...screen, isAway: true } : screen;
}

function submitted(screen: Screen, event: Extract<Event, { kind: 'submitted' }>): Screen {
  if (screen.kind !== 'details' || !isSayingSomething(screen.draft)) return screen;
  const { view, draft } = screen;
  const { sent, isKept } = event;
  return { kind: 'sending', from: { view, draft }, sent, isAway: false, isKept };
}

function receipted({ handlingDays }: Sent, entry: ReceiptEntry): Screen {
  if (entry.outcome === 'refused') return { kind: 'refused', reason: entry.reason };
  return { kind: 'thanks', receiptCode: entry.receiptCode, handlingDays };
}

function taken(from: { view: OpenView; draft: Draft } | null): Screen {
  return from === null ? { kind: 'loading' } : { kind: 'details', ...from, notTaken: true };
}
