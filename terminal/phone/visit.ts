import type { Clock } from '../../protocol/index.ts';
import { bodyOf, isNegativeDraft } from './draft.ts';
import type { Hub } from './hub.ts';
import { type Event, type Screen, step } from './machine.ts';
import type { Shelf } from './shelf.ts';
import type { Language } from './words/words.ts';

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 30_000;

export interface VisitOptions {
  hub: Hub;
  shelf: Shelf;
  clock: Clock;
  mint: () => string;
  language: () => Language;
  onChange: (screen: Screen) => void;
}

/** One citizen's visit to one link: opens it, sends what was said, and asks again until answered. */
export class Visit {
  private readonly options: VisitOptions;
  private screen: Screen = { kind: 'loading' };
  private pauseMs = FIRST_PAUSE_MS;
  private cancelRetry = () => {};
  private isBusy = false;

  constructor(options: VisitOptions) {
    this.options = options;
  }

  /** What was not delivered last time goes first. */
  start(): void {
    const sent = this.options.shelf.pending;
    if (sent === null) this.options.onChange(this.screen);
    else this.act({ kind: 'resumed', sent });
    this.retry();
  }

  act(event: Event): void {
    this.screen = step(this.screen, event);
    this.options.onChange(this.screen);
  }

  /** The citizen's press on 提交. */
  submit(): void {
    if (this.screen.kind !== 'details') return;
    const { view, draft } = this.screen;
    const { mint, language, shelf } = this.options;
    const rating = { eventId: mint(), body: bodyOf(draft, view, language()) };
    const sent = { rating, handlingDays: isNegativeDraft(draft) ? view.handlingWorkingDays : null };
    this.act({ kind: 'submitted', sent, isKept: shelf.keep(sent) });
    this.retry();
  }

  /** Now: by the citizen's press, or because the network is back. */
  retry(): void {
    this.cancelRetry();
    this.pauseMs = FIRST_PAUSE_MS;
    void this.go();
  }

  private async go(): Promise<void> {
    const { kind } = this.screen;
    if (this.isBusy || (kind !== 'loading' && kind !== 'away' && kind !== 'sending')) return;
    this.isBusy = true;
    const isAnswered = this.screen.kind === 'sending' ? await this.send() : await this.open();
    this.isBusy = false;
    if (!isAnswered) this.later();
    else if (this.screen.kind === 'loading') void this.go();
  }

  private async open(): Promise<boolean> {
    const { hub, shelf } = this.options;
    const opened = await hub.open();
    if (opened.kind === 'away') this.act({ kind: 'away' });
    else this.act({ kind: 'opened', view: opened.view, ownReceipt: shelf.receiptCode });
    return opened.kind !== 'away';
  }

  private async send(): Promise<boolean> {
    if (this.screen.kind !== 'sending') return true;
    const { hub, shelf } = this.options;
    const rated = await hub.rate(this.screen.sent.rating);
    if (rated.kind === 'receipt' && rated.entry.outcome === 'stored') {
      shelf.settle(rated.entry.receiptCode);
    } else if (rated.kind !== 'away') {
      shelf.clear();
    }
    this.act(rated);
    return rated.kind !== 'away';
  }

  private later(): void {
    this.cancelRetry = this.options.clock.after(this.pauseMs, () => void this.go());
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
  }
}
