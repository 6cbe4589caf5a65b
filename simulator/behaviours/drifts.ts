import type { Behaviour } from './behaviour.ts';
import type { DriftingClock } from './drifting-clock.ts';

/** The clock is off by so much, and gains on top of it; then somebody sets it right. */
export function drifts(
  clock: Pick<DriftingClock, 'set' | 'gain'>,
  { aheadMs, gainMsAnHour = 0 }: { aheadMs: number; gainMsAnHour?: number },
): Behaviour {
  return {
    async begin() {
      clock.set(aheadMs);
      clock.gain(gainMsAnHour);
    },
    async end() {
      clock.gain(0);
      clock.set(-aheadMs);
    },
  };
}
