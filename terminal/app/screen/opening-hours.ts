import type { OpeningHours } from '../../../protocol/index.ts';
import { atHome, HOME_ZONE, hourAtHome } from './home-time.ts';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Is the hall open at this moment (epoch milliseconds), by its own clock? Without hours: always. */
export function isOpenAt(
  hours: OpeningHours | undefined,
  epochMs: number,
  timeZone: string,
): boolean {
  if (hours === undefined) return true;
  const { day, time } = timeZone === HOME_ZONE ? homeTime(epochMs) : zonedTime(epochMs, timeZone);
  return hours.days.includes(day) && time >= hours.opens && time < hours.closes;
}

/** Monday is 1. */
function homeTime(epochMs: number) {
  return { day: atHome(epochMs).getUTCDay() || 7, time: hourAtHome(epochMs) };
}

function zonedTime(epochMs: number, timeZone: string) {
  const format = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  const parts = Object.fromEntries(
    format.formatToParts(epochMs).map(({ type, value }) => [type, value]),
  );
  const day = DAYS.indexOf(parts.weekday ?? '') + 1;
  return { day, time: `${parts.hour}:${parts.minute}` };
}
