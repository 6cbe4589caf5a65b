import type { Clock } from '../protocol/index.ts';

/**
 * The machine's clock with a wall clock that a test may set forward and back. Monotonic time and
 * timers stay real, so that sockets and threads behave as they do in life.
 */
export class TestClock implements Clock {
  private offsetMs = 0;

  now(): number {
    return Date.now() + this.offsetMs;
  }

  monotonic(): number {
    return performance.now();
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  }

  /** Sets the wall clock forward, or back with a negative number. */
  set(byMs: number): void {
    this.offsetMs += byMs;
  }
}
