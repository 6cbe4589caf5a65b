import type { Clock } from '../../protocol/index.ts';

/** The device's own clock, in a browser and in Node alike. The only place that reads it. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Epoch milliseconds as the wire writes an instant, with milliseconds, in UTC. */
export function instant(epochMs: number): string {
  return new Date(Math.round(epochMs)).toISOString();
}
