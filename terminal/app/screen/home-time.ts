/** The time zone where nothing else is configured. */
export const HOME_ZONE = 'Asia/Shanghai';

const HOME_OFFSET_MS = 8 * 3_600_000;

/**
 * A moment whose UTC fields are what the clock at home shows: China keeps one time, without a
 * summer time. To ask the browser costs a slow device a quarter of a second before its first
 * screen.
 */
export function atHome(epochMs: number): Date {
  return new Date(epochMs + HOME_OFFSET_MS);
}

/** What the clock at home shows, e.g. `08:05`. */
export function hourAtHome(epochMs: number): string {
  return atHome(epochMs).toISOString().slice(11, 16);
}
