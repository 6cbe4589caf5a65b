/** All of China has one time, eight hours ahead of UTC, and has not changed its clocks since 1991. */
const AHEAD_MS = 8 * 3_600_000;
const DAY_MS = 24 * 3_600_000;
/** SZ-17a: natural days to rate in. */
const RATING_DAYS = 7;

/** `YYYY-MM-DD` of an instant, in China. */
export function dayOf(at: number): string {
  return new Date(at + AHEAD_MS).toISOString().slice(0, 10);
}

/** 00:00 of a day in China. */
export function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00.000+08:00`);
}

export function dayAfter(day: string): string {
  return dayOf(startOf(day) + DAY_MS);
}

/** SZ-17a, one day after another: the day of completion is not counted, the last one is whole. */
export function deadlineOf(completedAt: number): { lastDay: string; closesAt: number } {
  let day = dayOf(completedAt);
  for (let counted = 0; counted < RATING_DAYS; counted++) day = dayAfter(day);
  return { lastDay: day, closesAt: startOf(dayAfter(day)) };
}
