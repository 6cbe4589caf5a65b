/**
 * SZ-17a: rated within `ratingDays` natural days of completion. The day of completion is not
 * counted; the invitation closes at 24:00 of the last day in the pack's time zone, and a tap at
 * that instant is late. Calendar days, never multiples of 24 hours.
 *
 * @param completedAt epoch milliseconds
 * @returns `closesAt`, exclusive, in epoch milliseconds, and the last day as `YYYY-MM-DD`
 */
export function deadline(
  completedAt: number,
  regime: { timeZone: string; ratingDays: number },
): { closesAt: number; lastDay: string } {
  const completed = Temporal.Instant.fromEpochMilliseconds(completedAt);
  const day = completed.toZonedDateTimeISO(regime.timeZone).toPlainDate();
  const lastDay = day.add({ days: regime.ratingDays });
  const closes = lastDay.add({ days: 1 }).toZonedDateTime(regime.timeZone);
  return { closesAt: closes.epochMilliseconds, lastDay: lastDay.toString() };
}
