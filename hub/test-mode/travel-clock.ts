import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../../protocol/index.ts';
import { HubError } from '../errors.ts';
import { KeyFile } from '../key-file.ts';

const FILE = 'hub.travel-clock.json';
const FileSchema = z.strictObject({ aheadMs: z.int().min(0) });

interface Timer {
  leftMs: number;
  /** Of the machine's monotonic time. */
  since: number;
  run: () => void;
  cancel: () => void;
}

/**
 * The clock of a hub in test mode: the machine's, and ahead of it by as much as somebody let pass.
 * It goes forward only, also over a restart, and a timer rings when its time has passed either way.
 */
export class TravelClock implements Clock {
  readonly #base: Clock;
  readonly #file: KeyFile<z.infer<typeof FileSchema>>;
  readonly #timers = new Set<Timer>();
  #aheadMs = 0;

  constructor(base: Clock, file: KeyFile<z.infer<typeof FileSchema>>) {
    this.#base = base;
    this.#file = file;
  }

  /** Goes on from where it was. Throws `HubError` for a file that says nothing of it. */
  start(): void {
    this.#aheadMs = this.#file.read()?.aheadMs ?? 0;
  }

  get aheadMs(): number {
    return this.#aheadMs;
  }

  now(): number {
    return this.#base.now() + this.#aheadMs;
  }

  monotonic(): number {
    return this.#base.monotonic();
  }

  after(delayMs: number, run: () => void): () => void {
    const timer: Timer = { leftMs: delayMs, since: this.monotonic(), run, cancel: () => {} };
    this.#timers.add(timer);
    this.#arm(timer);
    return () => {
      timer.cancel();
      this.#timers.delete(timer);
    };
  }

  /** Lets so much time pass. What is due meanwhile rings at once, in the order in which it is due. */
  advance(byMs: number): void {
    this.#file.write({ aheadMs: this.#aheadMs + byMs });
    this.#aheadMs += byMs;
    const now = this.monotonic();
    for (const timer of this.#timers) {
      timer.leftMs -= now - timer.since + byMs;
      timer.since = now;
    }
    const inOrder = [...this.#timers].sort((a, b) => a.leftMs - b.leftMs);
    for (const timer of inOrder) {
      timer.cancel();
      this.#arm(timer);
    }
  }

  #arm(timer: Timer): void {
    timer.cancel = this.#base.after(Math.max(0, timer.leftMs), () => {
      this.#timers.delete(timer);
      timer.run();
    });
  }
}

/** The clock of a data folder, which keeps how far ahead it is. */
export function travelClockOf(base: Clock, dataFolder: string): TravelClock {
  const fault = (_: string, words: string, cause?: unknown) =>
    new HubError('travelClock', words, cause);
  return new TravelClock(
    base,
    new KeyFile({ path: join(dataFolder, FILE), schema: FileSchema, fault }),
  );
}
