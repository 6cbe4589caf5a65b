/** One measurement of the hub's clock. */
export interface ClockSample {
  /** Hub time minus the device's monotonic time: jumps of the wall clock do not touch it. */
  hubMinusMonotonic: number;
  roundTripMs: number;
  /** Monotonic time of the answer. */
  at: number;
}

const KEPT_SAMPLES = 8;
/** A cheap oscillator drifts up to 100 ppm: 60 ms in ten minutes. */
const SAMPLE_LIFE_MS = 600_000;

/** What an exchange says: the hub's time belongs to the middle of the round trip. */
export function measure(sentAt: number, receivedAt: number, hubTime: number): ClockSample {
  const roundTripMs = Math.max(0, receivedAt - sentAt);
  return {
    hubMinusMonotonic: hubTime - (sentAt + roundTripMs / 2),
    roundTripMs,
    at: receivedAt,
  };
}

/**
 * Adds a sample to the recent ones. One that contradicts them by more than both round trips allow
 * means that the hub's clock was set or the device slept: then only the new one is true.
 */
export function remember(samples: readonly ClockSample[], sample: ClockSample): ClockSample[] {
  const fresh = samples.filter((known) => sample.at - known.at <= SAMPLE_LIFE_MS);
  const agree = fresh.every((known) => {
    const apart = Math.abs(known.hubMinusMonotonic - sample.hubMinusMonotonic);
    return apart <= (known.roundTripMs + sample.roundTripMs) / 2 + 100;
  });
  return agree ? [...fresh, sample].slice(-KEPT_SAMPLES) : [sample];
}

/**
 * Hub time minus device time in whole milliseconds, by the sample with the shortest round trip;
 * `null` when nothing was measured yet.
 */
export function offsetMs(
  samples: readonly ClockSample[],
  deviceNow: number,
  monotonicNow: number,
): number | null {
  let best: ClockSample | undefined;
  for (const sample of samples) {
    if (best === undefined || sample.roundTripMs <= best.roundTripMs) best = sample;
  }
  if (best === undefined) return null;
  return Math.round(best.hubMinusMonotonic + monotonicNow - deviceNow);
}
