import { createContext, useContext, useEffect, useState } from 'react';
import type { Clock } from '../../../../protocol/index.ts';
import { HOME_ZONE } from '../home-time.ts';

/** The clock, and the hub's time minus the device's. */
export interface WallTime {
  clock: Clock;
  offsetMs: number;
  timeZone: string;
}

const STOPPED: Clock = { now: () => 0, monotonic: () => 0, after: () => () => {} };
export const TimeContext = createContext<WallTime>({
  clock: STOPPED,
  offsetMs: 0,
  timeZone: HOME_ZONE,
});

/** Draws again at each full `everyMs`; returns the moment of this drawing. */
export function useTime(everyMs: number): { wall: number; monotonic: number } {
  const { clock, offsetMs } = useContext(TimeContext);
  const [, draw] = useState(0);
  useEffect(() => {
    let cancel = () => {};
    const again = () => {
      const now = clock.now() + offsetMs;
      cancel = clock.after(everyMs - (now % everyMs) + 5, () => {
        draw((count) => count + 1);
        again();
      });
    };
    again();
    return () => cancel();
  }, [clock, offsetMs, everyMs]);
  return { wall: clock.now() + offsetMs, monotonic: clock.monotonic() };
}

/** Whole seconds until a monotonic moment, drawn again each second; never negative. */
export function useSecondsUntil(moment: number): number {
  const { clock } = useContext(TimeContext);
  const [, draw] = useState(0);
  const left = moment - clock.monotonic();
  const seconds = Math.max(0, Math.ceil(left / 1000));
  useEffect(() => {
    if (seconds === 0) return;
    return clock.after(left - (seconds - 1) * 1000 + 5, () => draw((count) => count + 1));
  });
  return seconds;
}
