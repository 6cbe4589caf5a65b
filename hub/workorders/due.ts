import type { Term } from '../rules/term.ts';

/** Which days are worked, by the State Council's yearly notice. */
export interface WorkingCalendar {
  version: number;
  /** `day` as `YYYY-MM-DD`; provisional where no notice covers it yet. */
  isWorked(day: string): { worked: boolean; provisional: boolean };
}

export interface Due {
  /** Exclusive, epoch milliseconds. */
  closesAt: number;
  lastDay: string;
  /** A day was counted that no notice covers yet. */
  provisional: boolean;
  /** Version of the working calendar; null when none was needed or known. */
  calendar: number | null;
}

/**
 * SZ-21b: so many days after the day something began on, which is not counted; ends at 24:00 of
 * the last one in the pack's time zone. Without a calendar Monday to Friday are worked.
 *
 * @param beganAt epoch milliseconds
 */
export function deadline(
  beganAt: number,
  term: Term,
  regime: { timeZone: string; calendar: WorkingCalendar | null },
): Due {
  const { timeZone, calendar } = regime;
  const began = Temporal.Instant.fromEpochMilliseconds(beganAt).toZonedDateTimeISO(timeZone);
  let day = began.toPlainDate();
  let provisional = false;
  for (let left = term.days; left > 0; ) {
    day = day.add({ days: 1 });
    const counted = term.counting === 'natural' ? ALWAYS : dayOf(day, calendar);
    provisional ||= counted.provisional;
    if (counted.worked) left--;
  }
  const closesAt = day.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
  const version = term.counting === 'natural' ? null : (calendar?.version ?? null);
  return { closesAt, lastDay: day.toString(), provisional, calendar: version };
}

const ALWAYS = { worked: true, provisional: false };

function dayOf(day: Temporal.PlainDate, calendar: WorkingCalendar | null) {
  return calendar?.isWorked(day.toString()) ?? { worked: day.dayOfWeek <= 5, provisional: true };
}

/** Something open whose end follows from the working calendar. */
export interface Recomputable {
  recompute(calendar: WorkingCalendar): Moved[];
}

/** An end that another calendar has moved; times in epoch milliseconds. */
export interface Moved {
  kind: string;
  id: string;
  from: number;
  to: number;
}
