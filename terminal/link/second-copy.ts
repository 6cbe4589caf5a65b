import type { Clock } from '../../protocol/index.ts';
import { signedRow } from './freeze.ts';
import type { Freezer } from './freezer.ts';
import type { Outbox } from './ports.ts';

/** Who keeps a second copy of what waits in an outbox: the agent of the same device. */
export interface CopyKeeper {
  /**
   * Both compare what they have of this terminal. `null` when the keeper does not answer.
   *
   * @param waiting event ids of the outbox without a receipt
   */
  meet(waiting: string[]): Promise<Meeting | null>;
  /** `unmet`: the keeper does not know who speaks; it was started again. */
  hand(news: { payloads: string[]; settled: string[] }): Promise<'kept' | 'unmet' | 'away'>;
}

export interface Meeting {
  /** The highest number that the keeper has ever had of this terminal. */
  highestSeq: number;
  /** Of those waiting, what the keeper does not have. */
  lacking: string[];
  /** What the keeper has, and is not waiting: lost, or settled without its knowledge. */
  back: string[];
}

export interface SecondCopyOptions {
  outbox: Outbox;
  freezer: Freezer;
  keeper: CopyKeeper;
  clock: Clock;
  /** Ratings that were lost here are in the outbox again. */
  onBack: () => void;
}

/** With its hub there a rating has its receipt long before; and no tap waits for this. */
const COPY_AFTER_MS = 1_000;
const RETRY_MS = 5_000;
const BATCH = 100;
/** They are ids only. */
const SETTLED_BATCH = 1_000;

/**
 * Gives each signed rating to a keeper until the hub's receipt is there. A copy is signed bytes
 * only, so whoever sends it, and however often, it is the same rating (architecture §5, 1 and 3).
 */
export class SecondCopy {
  private readonly options: SecondCopyOptions;
  private readonly handed = new Set<string>();
  /** The hub's final word came, and the keeper has not heard of it. */
  private readonly settledIds = new Set<string>();
  /** All up to this number are handed. */
  private cursor = 0;
  private isMet = false;
  private isStopped = true;
  private isCopying = false;
  private copying: Promise<void> = Promise.resolve();
  private again = false;
  private cancelTimer: (() => void) | null = null;

  constructor(options: SecondCopyOptions) {
    this.options = options;
  }

  start(): void {
    this.isStopped = false;
    this.keeperBack();
  }

  /** When it resolves, nothing more is signed or handed. */
  stop(): Promise<void> {
    this.isStopped = true;
    this.cancelTimer?.();
    this.cancelTimer = null;
    return this.copying;
  }

  /** Something was released. */
  wake(): void {
    this.schedule(COPY_AFTER_MS);
  }

  settled(eventId: string): void {
    if (!this.handed.has(eventId)) return;
    this.settledIds.add(eventId);
    this.wake();
  }

  /** The keeper was started again, and may be another one. */
  keeperBack(): void {
    this.isMet = false;
    this.cancelTimer?.();
    this.cancelTimer = null;
    this.schedule(0);
  }

  private schedule(delayMs: number): void {
    if (this.isStopped || this.cancelTimer !== null) return;
    this.cancelTimer = this.options.clock.after(delayMs, () => {
      this.cancelTimer = null;
      if (!this.isCopying) this.copying = this.copy();
      else this.again = true;
    });
  }

  private async copy(): Promise<void> {
    this.again = false;
    this.isCopying = true;
    // An outbox that fails is said by the link; this only tries again.
    const done = await this.pass().catch(() => false);
    this.isCopying = false;
    if (!done) this.schedule(RETRY_MS);
    else if (this.again) this.wake();
  }

  private async pass(): Promise<boolean> {
    return (this.isMet || (await this.meet())) && this.handAll();
  }

  private async meet(): Promise<boolean> {
    const { outbox, freezer, keeper, onBack } = this.options;
    const waiting = await this.waiting();
    const meeting = await keeper.meet(waiting);
    if (meeting === null) return false;
    await freezer.renumber(meeting.highestSeq);
    const settled = await outbox.adopt(meeting.back.map(signedRow));
    const lacking = new Set(meeting.lacking);
    for (const eventId of waiting) if (!lacking.has(eventId)) this.handed.add(eventId);
    for (const eventId of lacking) this.handed.delete(eventId);
    for (const eventId of settled) this.settledIds.add(eventId);
    this.cursor = 0;
    this.isMet = true;
    if (meeting.back.length > settled.length) onBack();
    return true;
  }

  private async waiting(): Promise<string[]> {
    const found: string[] = [];
    for (let after = 0; ; ) {
      const rows = await this.options.outbox.unsent(BATCH, after);
      found.push(...rows.map(({ eventId }) => eventId));
      const last = rows.at(-1);
      if (last === undefined || rows.length < BATCH) return found;
      after = last.seq;
    }
  }

  /** A held row is handed once it is released, though later ones may have gone before. */
  private async handAll(): Promise<boolean> {
    const { outbox, freezer } = this.options;
    const held = await outbox.held();
    const firstHeld = Math.min(...held.map(({ seq }) => seq));
    for (let after = this.cursor; !this.isStopped; ) {
      const rows = await freezer.unsent(BATCH, after);
      const news = rows.filter(({ eventId }) => !this.handed.has(eventId));
      if (!(await this.hand(news))) return false;
      after = rows.at(-1)?.seq ?? after;
      this.cursor = Math.max(this.cursor, Math.min(after, firstHeld - 1));
      if (rows.length < BATCH && this.settledIds.size === 0) return true;
    }
    return true;
  }

  private async hand(rows: { eventId: string; payload: string }[]): Promise<boolean> {
    const settled = [...this.settledIds].slice(0, SETTLED_BATCH);
    if (rows.length + settled.length === 0) return true;
    const payloads = rows.map(({ payload }) => payload);
    const answer = await this.options.keeper.hand({ payloads, settled });
    if (answer === 'unmet') this.isMet = false;
    if (answer !== 'kept') return false;
    for (const { eventId } of rows) this.handed.add(eventId);
    for (const eventId of settled) {
      this.settledIds.delete(eventId);
      this.handed.delete(eventId);
    }
    return true;
  }
}
