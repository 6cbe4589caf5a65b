import type { Clock } from '../../protocol/index.ts';

/** A device's clock that is wrong, and may go wrong further as time passes. */
export class DriftingClock implements Clock {
  private readonly base: Clock;
  private aheadMs = 0;
  private drift = 0;
  private since: number;

  constructor(base: Clock) {
    this.base = base;
    this.since = base.monotonic();
  }

  now(): number {
    const passedMs = this.base.monotonic() - this.since;
    return Math.round(this.base.now() + this.aheadMs + passedMs * this.drift);
  }

  monotonic(): number {
    return this.base.monotonic();
  }

  after(delayMs: number, run: () => void): () => void {
    return this.base.after(delayMs, run);
  }

  /** Set forward, or back with a negative number. */
  set(byMs: number): void {
    this.aheadMs += byMs;
  }

  /** From now on it gains so many milliseconds an hour; loses, if negative. */
  gain(msAnHour: number): void {
    const now = this.now();
    this.since = this.base.monotonic();
    this.drift = msAnHour / 3_600_000;
    this.aheadMs = now - this.base.now();
  }
}
