import type { Clock } from '../protocol/index.ts';

interface Timer {
  leftMs: number;
  ring: () => void;
}

/**
 * A wall clock that stands still until it is set. A timer rings after its time on the machine's
 * clock, or as soon as this one has been set forward by as much: days pass for the hub as in life.
 */
export class HandClock implements Clock {
  #now: number;
  readonly #timers = new Set<Timer>();

  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return performance.now();
  }

  after(delayMs: number, run: () => void): () => void {
    const cancel = () => {
      clearTimeout(real);
      this.#timers.delete(timer);
    };
    const ring = () => {
      cancel();
      run();
    };
    const real = setTimeout(ring, delayMs);
    const timer = { leftMs: delayMs, ring };
    this.#timers.add(timer);
    return cancel;
  }

  set(now: number): void {
    const passedMs = Math.max(0, now - this.#now);
    this.#now = now;
    for (const timer of this.#timers) timer.leftMs -= passedMs;
    const due = [...this.#timers].filter(({ leftMs }) => leftMs <= 0);
    for (const timer of due) if (this.#timers.has(timer)) timer.ring();
  }

  advance(ms: number): void {
    this.set(this.#now + ms);
  }
}
