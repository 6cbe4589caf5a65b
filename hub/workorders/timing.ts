import { deadline } from '../invitations/deadline.ts';
import type { Term } from '../rules/term.ts';
import type { WorkingCalendar } from '../rules/working-calendar.ts';
import type { OrderState } from './state.ts';

/**
 * How a work order stands against its due date (SZ-21b); always derived, never stored. The body
 * has done its duty when it reports back, that is with the follow-up; the reviewer's time is not
 * counted against it.
 */
export type Timing = 'running' | 'nearlyDue' | 'overdue' | 'onTime' | 'late' | 'cancelled';
export const TIMINGS = [
  'running',
  'nearlyDue',
  'overdue',
  'onTime',
  'late',
  'cancelled',
] as const satisfies Timing[];

export function timingOf(
  order: { state: OrderState['state']; dueAt: number; answeredAt: number | null },
  { now, nearlyDueUntil }: { now: number; nearlyDueUntil: number },
): Timing {
  const { state, dueAt, answeredAt } = order;
  if (state === 'cancelled') return 'cancelled';
  if (answeredAt !== null) return answeredAt < dueAt ? 'onTime' : 'late';
  if (now >= dueAt) return 'overdue';
  return dueAt <= nearlyDueUntil ? 'nearlyDue' : 'running';
}

/** Orders due by this instant are nearly due: so many days, counted as the due date itself is. */
export function nearlyDueUntil(
  now: number,
  rules: { due: Term; nearlyDueDays: number },
  regime: { timeZone: string; calendar: WorkingCalendar },
): number {
  const term = { days: rules.nearlyDueDays, counting: rules.due.counting };
  return deadline(now, term, regime).closesAt;
}
