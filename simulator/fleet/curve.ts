import { z } from 'zod';

/** When cases are finished over a day, as data. */
export const ArrivalCurveSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
  title: z.strictObject({ zh: z.string(), en: z.string() }),
  about: z.string(),
  opens: z.string().regex(/^\d{2}:\d{2}$/),
  minutes: z.int().min(1).max(240).describe('How long each part of the day is'),
  shares: z.array(z.number().min(0)).min(1).max(500).describe('Need not sum up to anything'),
});
export type ArrivalCurve = z.infer<typeof ArrivalCurveSchema>;

/** How many cases are to be finished so many milliseconds after the start. */
export interface Arrivals {
  forMs: number;
  dueBy(elapsedMs: number): number;
}

/** The same all the time. */
export function steadyArrivals(ratePerSecond: number, forMs: number): Arrivals {
  const dueBy = (elapsedMs: number) => (Math.min(elapsedMs, forMs) / 1_000) * ratePerSecond;
  return { forMs, dueBy: (elapsedMs) => Math.round(dueBy(elapsedMs)) };
}

/**
 * A day after a curve, so many times faster than life. Pure.
 *
 * @param cases of the whole day
 */
export function arrivalsOf(
  { shares, minutes }: Pick<ArrivalCurve, 'shares' | 'minutes'>,
  { cases, speed }: { cases: number; speed: number },
): Arrivals {
  const total = shares.reduce((sum, share) => sum + share, 0) || 1;
  const partMs = (minutes * 60_000) / speed;
  const dueBy = (elapsedMs: number) => {
    const passed = Math.max(0, elapsedMs) / partMs;
    const whole = Math.min(Math.floor(passed), shares.length);
    const before = shares.slice(0, whole).reduce((sum, share) => sum + share, 0);
    const now = (shares[whole] ?? 0) * (passed - whole);
    return Math.round(((before + now) / total) * cases);
  };
  return { forMs: partMs * shares.length, dueBy };
}
