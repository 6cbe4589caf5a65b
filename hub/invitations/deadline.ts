import type { Term } from '../rules/term.ts';
import type { WorkingCalendar } from '../rules/working-calendar.ts';

/** When something must be done by, and what that was counted with. */
export interface Deadline {
  /** Exclusive, in epoch milliseconds: 24:00 of the last day. */
  closesAt: number;
  /** `YYYY-MM-DD` */
  lastDay: string;
  /** Counts a year whose days off are not announced yet; may move when they are. */
  provisional: boolean;
  /** Version of the working calendar; null where days are natural ones. */
  calendar: number | null;
}

/**
 * The end of a term of days: to rate (SZ-17a) or to deal with a work order (SZ-21b). The day it
 * begins on is not counted; it ends at 24:00 of the last day in the place's time zone, and what
 * happens at that instant is late. Calendar days, never multiples of 24 hours.
 *
 * @param beganAt completion of the case, or the negative rating; epoch milliseconds
 */
export function deadline(
  beganAt: number,
  term: Term,
  { timeZone, calendar }: { timeZone: string; calendar: WorkingCalendar },
): Deadline {
  const began = Temporal.Instant.fromEpochMilliseconds(beganAt);
  const day = began.toZonedDateTimeISO(timeZone).toPlainDate();
  if (term.counting === 'natural') {
    const lastDay = day.add({ days: term.days });
    return { ...endOf(lastDay, timeZone), provisional: false, calendar: null };
  }
  const { lastDay, provisional } = calendar.after(day.toString(), term.days);
  const { version } = calendar;
  return { ...endOf(Temporal.PlainDate.from(lastDay), timeZone), provisional, calendar: version };
}

function endOf(lastDay: Temporal.PlainDate, timeZone: string) {
  const closes = lastDay.add({ days: 1 }).toZonedDateTime(timeZone);
  return { closesAt: closes.epochMilliseconds, lastDay: lastDay.toString() };
}
