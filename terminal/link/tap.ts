import { V7Generator } from 'uuidv7';
import type { Clock } from '../../protocol/index.ts';
import type { TapTime } from './ports.ts';

/** The present, as the terminal knows it when it freezes a row. */
export interface Present {
  bootId: string;
  deviceTime: number;
  monotonic: number;
  clockOffsetMs: number | null;
}

/** Notes the moment of a tap in all the clocks there are. */
export function tapNow(clock: Clock, bootId: string, clockOffsetMs: number | null): TapTime {
  return { bootId, deviceTime: clock.now(), monotonic: clock.monotonic(), clockOffsetMs };
}

/**
 * The tap's time as its envelope says it. Within one boot it is told on the present device clock
 * with the present offset: a clock that was set, or an offset learned, between tap and sending
 * then does no harm. Of another boot only the tap's own note is left.
 */
export function frozenTime(
  tap: TapTime,
  present: Present,
): Pick<TapTime, 'bootId' | 'deviceTime' | 'clockOffsetMs'> {
  if (tap.bootId !== present.bootId) {
    return {
      bootId: tap.bootId,
      deviceTime: Math.round(tap.deviceTime),
      clockOffsetMs: tap.clockOffsetMs,
    };
  }
  return {
    bootId: present.bootId,
    deviceTime: Math.round(present.deviceTime - (present.monotonic - tap.monotonic)),
    clockOffsetMs: present.clockOffsetMs,
  };
}

/** Mints event ids (UUIDv7) by the given clock; they grow even within one millisecond. */
export function createEventIds(clock: Clock): () => string {
  const generator = new V7Generator();
  return () => generator.generateOrResetWithTs(Math.max(0, Math.trunc(clock.now()))).toString();
}
