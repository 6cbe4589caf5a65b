import type { RulePack } from '../rules/pack.ts';

/** The day and the hours of the one SMS (SZ-13). */
export type ReminderTerms = NonNullable<RulePack['reminder']>;

/**
 * SZ-13: when the one reminder of an invitation falls due, in epoch milliseconds: at the hour of
 * completion on the pack-set day, or the next morning where that hour is not in daytime. Null when
 * the invitation is over by then.
 */
export function reminderTime(
  { completedAt, closesAt }: { completedAt: number; closesAt: number },
  terms: ReminderTerms,
  timeZone: string,
): number | null {
  const completed = Temporal.Instant.fromEpochMilliseconds(completedAt);
  const wished = completed.toZonedDateTimeISO(timeZone).add({ days: terms.afterDays });
  const dueAt = inDaytime(wished, terms).epochMilliseconds;
  return dueAt < closesAt ? dueAt : null;
}

/** Nobody is woken: after a night's downtime too it is sent in daytime only. */
export function isDaytime(at: number, terms: ReminderTerms, timeZone: string): boolean {
  const time = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  return inDaytime(time, terms).epochMilliseconds === at;
}

/** The time itself, or the first daytime after it. */
function inDaytime(time: Temporal.ZonedDateTime, { from, until }: ReminderTerms) {
  const isBefore = (other: string) => Temporal.PlainTime.compare(time.toPlainTime(), other) < 0;
  if (isBefore(from)) return time.withPlainTime(from);
  return isBefore(until) ? time : time.add({ days: 1 }).withPlainTime(from);
}
