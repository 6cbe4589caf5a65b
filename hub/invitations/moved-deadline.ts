import type { RulePack } from '../rules/pack.ts';
import type { WorkingCalendar } from '../rules/working-calendar.ts';
import { type Deadline, deadline } from './deadline.ts';

/**
 * Where an open invitation ends by another working calendar; null when it stays. It never ends
 * before the present day does: a right that was open this morning is not taken away behind the
 * citizen's back.
 */
export function movedDeadline(
  invitation: { completedAt: number; closesAt: number },
  pack: Pick<RulePack, 'rating' | 'timeZone'>,
  { calendar, now }: { calendar: WorkingCalendar; now: number },
): Deadline | null {
  const { rating, timeZone } = pack;
  const counted = deadline(invitation.completedAt, rating, { timeZone, calendar });
  const today = Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  const endOfToday = today.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
  const moved =
    counted.closesAt < endOfToday
      ? { ...counted, closesAt: endOfToday, lastDay: today.toString() }
      : counted;
  return moved.closesAt === invitation.closesAt ? null : moved;
}
