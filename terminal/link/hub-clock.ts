import type { Clock } from '../../protocol/index.ts';
import { type ClockSample, measure, offsetMs, remember } from './clock-offset.ts';

/** The hub's clock, as this terminal knows it. */
export class HubClock {
  private readonly clock: Clock;
  private readonly lastKnownMs: number | null;
  private samples: ClockSample[] = [];

  /** @param lastKnownMs offset of an earlier boot, used until the hub is met again */
  constructor(clock: Clock, lastKnownMs: number | null) {
    this.clock = clock;
    this.lastKnownMs = lastKnownMs;
  }

  /** The hub just answered a question sent at this monotonic time with its own time. */
  learn(sentAtMonotonic: number, hubTime: number): void {
    const sample = measure(sentAtMonotonic, this.clock.monotonic(), hubTime);
    this.samples = remember(this.samples, sample);
  }

  /** Hub time minus device time now; `null` when it was never measured. */
  get offsetMs(): number | null {
    const { clock } = this;
    return offsetMs(this.samples, clock.now(), clock.monotonic()) ?? this.lastKnownMs;
  }

  /** Epoch milliseconds. */
  now(): number {
    return this.clock.now() + (this.offsetMs ?? 0);
  }
}
