import type { Clock } from '../../../protocol/index.ts';

/** A clock that a test moves. The wall clock can also be set, as a device's clock is. */
export class FakeClock implements Clock {
  private wall: number;
  private elapsed = 0;
  private timers: { at: number; run: () => void }[] = [];

  constructor(startMs = Date.parse('2026-11-22T09:30:00+08:00')) {
    this.wall = startMs;
  }

  now(): number {
    return this.wall + this.elapsed;
  }

  monotonic(): number {
    return this.elapsed;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { at: this.elapsed + delayMs, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  /** Somebody sets the device's clock; monotonic time and timers do not notice. */
  jump(byMs: number): void {
    this.wall += byMs;
  }

  /** Lets time pass, timer by timer, and what they start run on between them. */
  async pass(ms: number): Promise<void> {
    const until = this.elapsed + ms;
    await settleMicrotasks();
    for (;;) {
      const next = this.timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.timers = this.timers.filter((other) => other !== next);
      this.elapsed = Math.max(this.elapsed, next.at);
      next.run();
      await settleMicrotasks();
    }
    this.elapsed = until;
    await settleMicrotasks();
  }

  /** Timers that still wait. */
  get waiting(): number {
    return this.timers.length;
  }
}

/** WebCrypto answers outside the microtask queue, hence real turns of the event loop. */
async function settleMicrotasks(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}
