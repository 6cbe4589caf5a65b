import { z } from 'zod';

export const MonthSchema = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'expected YYYY-MM')
  .describe('A month, YYYY-MM');

/** A month in one time zone. */
export interface MonthSpan {
  /** First and last day. */
  from: string;
  to: string;
  /** Epoch milliseconds: its first instant, and the first of the next month. */
  fromAt: number;
  untilAt: number;
}

export function monthSpan(month: string, timeZone: string): MonthSpan {
  const yearMonth = Temporal.PlainYearMonth.from(month);
  const first = yearMonth.toPlainDate({ day: 1 });
  const next = first.add({ months: 1 });
  return {
    from: first.toString(),
    to: next.subtract({ days: 1 }).toString(),
    fromAt: first.toZonedDateTime(timeZone).epochMilliseconds,
    untilAt: next.toZonedDateTime(timeZone).epochMilliseconds,
  };
}
