import type { Clock, ReceiptEntry } from '../../protocol/index.ts';
import type { Freezer, FrozenRow } from './freezer.ts';
import type { Outbox, OutboxRow } from './ports.ts';
import { digestOf } from './signing.ts';

export interface DrainOptions {
  bootId: string;
  outbox: Outbox;
  freezer: Freezer;
  clock: Clock;
  /** Hub time minus device time at this moment. */
  clockOffsetMs: () => number | null;
  onSettled: (entry: ReceiptEntry) => void;
  /** The outbox or the key failed; the connection is to be given up and tried again. */
  onFault: (error: unknown) => void;
  windowSize?: number;
  resendMs?: number;
  /** Resolves when nobody at the screen waits for this thread; without a screen there is no need. */
  breathe?: (() => Promise<void>) | undefined;
}

type Send = (payload: Uint8Array) => Promise<void>;

/** So many go out before a tap may come between. */
const SLICE = 8;
/** No rater may change a level for longer than this (limit of the configuration's `undoMs`). */
const LONGEST_HOLD_MS = 60_000;

/**
 * Empties the outbox over one connection after another. A row goes out again, same to the byte,
 * when no receipt came in time or the connection is a new one. Only a receipt settles it; PUBACK says nothing (architecture §5, 4).
 */
export class Drain {
  private readonly options: Required<Omit<DrainOptions, 'breathe'>> & Pick<DrainOptions, 'breathe'>;
  private readonly inFlight = new Map<string, { sentAt: number; payload: string }>();
  /** All that waits up to this number is under way, unless something was released below it. */
  private cursor = 0;
  private fromStart = true;
  /** What the hub said while its words before were being written. */
  private heard: ReceiptEntry[] = [];
  private isSettling = false;
  /** Settled while the rows of the present pass were being fetched. */
  private readonly gone = new Set<string>();
  private send: Send | null = null;
  private pumping = false;
  private again = false;
  private cancelTimer: () => void = () => {};

  constructor(options: DrainOptions) {
    this.options = { windowSize: 64, resendMs: 10_000, ...options };
  }

  /** A welcomed connection is there: everything without a receipt is sent over it. */
  begin(send: Send): void {
    this.inFlight.clear();
    this.send = send;
    this.wake();
  }

  halt(): void {
    this.send = null;
    this.cancelTimer();
  }

  /** Looks at the whole outbox again: something was held or released. */
  wake(): void {
    this.fromStart = true;
    this.goOn();
  }

  /** Writes the hub's final words into the outbox; those that come meanwhile, together. */
  async receive(entries: readonly ReceiptEntry[]): Promise<void> {
    this.heard.push(...entries);
    if (this.isSettling) return;
    this.isSettling = true;
    try {
      while (this.heard.length > 0) await this.settle(this.heard.splice(0));
    } catch (error) {
      this.options.onFault(error);
    } finally {
      this.isSettling = false;
    }
  }

  private async settle(entries: readonly ReceiptEntry[]): Promise<void> {
    const at = Math.round(this.options.clock.now() + (this.options.clockOffsetMs() ?? 0));
    const known: (ReceiptEntry & { eventId: string })[] = [];
    for (const entry of entries) {
      const eventId = entry.eventId ?? (await this.eventOf(entry));
      if (eventId !== null) known.push({ ...entry, eventId });
    }
    await this.options.outbox.settle(known.map((receipt) => ({ receipt, at })));
    for (const entry of known) {
      this.gone.add(entry.eventId);
      if (this.inFlight.delete(entry.eventId)) this.options.onSettled(entry);
    }
    this.goOn();
  }

  private goOn(): void {
    this.again = true;
    if (!this.pumping && this.send !== null) void this.pump();
  }

  /** A message too broken for the hub to read its id is known by the digest of its bytes. */
  private async eventOf(entry: ReceiptEntry): Promise<string | null> {
    if (entry.outcome !== 'refused') return null;
    for (const [eventId, { payload }] of this.inFlight) {
      if ((await digestOf(new TextEncoder().encode(payload))) === entry.digest) return eventId;
    }
    return null;
  }

  private async pump(): Promise<void> {
    this.pumping = true;
    try {
      while (this.again && this.send !== null) {
        this.again = false;
        await this.pass(this.send);
      }
    } catch (error) {
      this.options.onFault(error);
    } finally {
      this.pumping = false;
    }
    if (this.again && this.send !== null) void this.pump();
  }

  private async pass(send: Send): Promise<void> {
    const nextRelease = await this.releaseDue();
    const { freezer, windowSize } = this.options;
    const room = windowSize - this.inFlight.size;
    // Many rows at once cost little more than one: half of the window is waited for.
    if (this.fromStart || room >= windowSize / 2) {
      if (this.fromStart) this.cursor = 0;
      this.fromStart = false;
      this.gone.clear();
      const rows = await freezer.unsent(this.cursor === 0 ? windowSize : room, this.cursor);
      if (this.send !== send) return;
      this.cursor = (await this.offerAll(rows, send)) ?? this.cursor;
    }
    this.schedule(nextRelease);
  }

  /** Returns the number of the last one before which nothing was left behind. */
  private async offerAll(rows: readonly FrozenRow[], send: Send): Promise<number | undefined> {
    const { breathe } = this.options;
    let last: number | undefined;
    for (const [index, row] of rows.entries()) {
      if (breathe !== undefined && index % SLICE === 0) await breathe();
      if (this.send !== send) return undefined;
      if (!this.gone.has(row.eventId) && !this.offer(row, send)) return last;
      last = row.seq;
    }
    return last;
  }

  /** False when there is no room for it. */
  private offer({ eventId, payload }: FrozenRow, send: Send): boolean {
    const { clock, resendMs, windowSize } = this.options;
    const sent = this.inFlight.get(eventId);
    if (sent !== undefined && clock.monotonic() - sent.sentAt < resendMs) return true;
    if (sent === undefined && this.inFlight.size >= windowSize) return false;
    this.inFlight.set(eventId, { sentAt: clock.monotonic(), payload });
    // A failed publish needs no care here: the loss of the connection is told elsewhere, and
    // whatever has no receipt is sent again.
    send(new TextEncoder().encode(payload)).catch(() => {});
    return true;
  }

  /** Releases held rows whose time is over; returns in how many ms the next one is due. */
  private async releaseDue(): Promise<number> {
    let next = Number.POSITIVE_INFINITY;
    for (const row of await this.options.outbox.held()) {
      const leftMs = heldForMs(row, this.options.clock, this.options.bootId);
      if (leftMs <= 0) {
        await this.options.outbox.release(row.eventId);
        this.fromStart = true;
      } else next = Math.min(next, leftMs);
    }
    return next;
  }

  /** One timer for all: the next resend or the next release, whichever comes first. */
  private schedule(nextReleaseMs: number): void {
    this.cancelTimer();
    if (this.send === null) return;
    let delayMs = nextReleaseMs;
    for (const { sentAt } of this.inFlight.values()) {
      const due = sentAt + this.options.resendMs - this.options.clock.monotonic();
      delayMs = Math.min(delayMs, due);
    }
    if (!Number.isFinite(delayMs)) return;
    this.cancelTimer = this.options.clock.after(Math.max(1, Math.ceil(delayMs)), () => this.wake());
  }
}

/**
 * How long a row is still held. In the boot of its tap the monotonic clock counts, so that a
 * device clock set back cannot hold a rating for a day; in another boot a remainder longer than
 * any allowed hold can only come from such a jump.
 */
function heldForMs(row: OutboxRow, clock: Clock, bootId: string): number {
  if (row.tap.bootId === bootId) {
    return row.heldUntil - row.tap.deviceTime - (clock.monotonic() - row.tap.monotonic);
  }
  const leftMs = row.heldUntil - clock.now();
  return leftMs > LONGEST_HOLD_MS ? 0 : leftMs;
}
