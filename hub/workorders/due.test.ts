import { describe, expect, it } from 'vitest';
import { shenzhen, stateCouncilCalendar } from '../rules/built-in.ts';
import { WorkingCalendar } from '../rules/working-calendar.ts';
import { DueDates } from './due-dates.ts';
import { nearlyDueUntil, timingOf } from './timing.ts';

const CALENDAR = new WorkingCalendar(stateCouncilCalendar);
/** Nothing announced yet. */
const WEEKDAYS = new WorkingCalendar({ version: 1, years: [] });
const { timeZone } = shenzhen;

function at(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds;
}

describe('the due date of a work order (SZ-21b)', () => {
  it('is 24:00 of the 10th working day, the day of the rating not counted', () => {
    expect(new DueDates().of('2026-11-20', shenzhen, CALENDAR)).toMatchObject({
      closesAt: at('2026-12-05T00:00:00+08:00'),
      lastDay: '2026-12-04',
      provisional: false,
    });
  });

  it('is the same for every rating of a day, whatever was asked before', () => {
    const dates = new DueDates();
    const lastDay = (day: string, calendar = WEEKDAYS) => dates.of(day, shenzhen, calendar).lastDay;
    for (let i = 0; i < 80; i++) lastDay(`2026-${i < 40 ? '05' : '06'}-${10 + (i % 20)}`);
    expect(lastDay('2026-11-20')).toBe('2026-12-04');
    expect(lastDay('2026-11-20')).toBe('2026-12-04');
    expect(lastDay('2026-09-25')).toBe('2026-10-09');
    expect(lastDay('2026-09-25', CALENDAR)).toBe('2026-10-15');
    expect(lastDay('2026-02-10', CALENDAR)).toBe('2026-03-02');
  });
});

describe('how an order stands against its due date', () => {
  const dueAt = at('2026-12-05T00:00:00+08:00');
  const timing = (
    now: string,
    answeredAt: number | null = null,
    state: 'opened' | 'cancelled' = 'opened',
  ) => {
    const until = nearlyDueUntil(at(now), shenzhen.workOrder, { timeZone, calendar: CALENDAR });
    return timingOf({ state, dueAt, answeredAt }, { now: at(now), nearlyDueUntil: until });
  };

  it('is nearly due on the last three working days before, and overdue from 24:00 on', () => {
    expect(timing('2026-11-30T23:59:59.999+08:00')).toBe('running');
    expect(timing('2026-12-01T00:00:00+08:00')).toBe('nearlyDue');
    expect(timing('2026-12-04T23:59:59.999+08:00')).toBe('nearlyDue');
    expect(timing('2026-12-05T00:00:00+08:00')).toBe('overdue');
  });

  it('is settled by when the body reported back, not by when it was reviewed', () => {
    expect(timing('2027-01-01T00:00:00+08:00', dueAt - 1)).toBe('onTime');
    expect(timing('2027-01-01T00:00:00+08:00', dueAt)).toBe('late');
    expect(timing('2027-01-01T00:00:00+08:00', null, 'cancelled')).toBe('cancelled');
  });
});
