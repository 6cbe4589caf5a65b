import { describe, expect, it } from 'vitest';
import { shenzhen } from '../rules/pack.ts';
import { deadline, type WorkingCalendar } from './due.ts';
import { DueDates } from './due-dates.ts';
import { nearlyDueUntil, timingOf } from './timing.ts';

const TERM = shenzhen.workOrder.due;
const { timeZone } = shenzhen;

function at(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds;
}

/** National Day 2026 as announced, and the weekdays. */
const NOTICE: WorkingCalendar = {
  version: 7,
  isWorked(day) {
    const off = day === '2026-09-25' || (day >= '2026-10-01' && day <= '2026-10-07');
    const madeUp = day === '2026-09-20' || day === '2026-10-10';
    const weekday = Temporal.PlainDate.from(day).dayOfWeek <= 5;
    return { worked: madeUp || (weekday && !off), provisional: false };
  },
};

describe('the due date of a work order (SZ-21b)', () => {
  it('is 24:00 of the 10th working day, the day of the rating not counted', () => {
    expect(deadline(at('2026-11-20T09:30:00+08:00'), TERM, { timeZone, calendar: null })).toEqual({
      closesAt: at('2026-12-05T00:00:00+08:00'),
      lastDay: '2026-12-04',
      provisional: true,
      calendar: null,
    });
  });

  it('leaves holidays out and counts make-up days, by the calendar it names', () => {
    const due = deadline(at('2026-09-25T10:00:00+08:00'), TERM, { timeZone, calendar: NOTICE });
    expect(due).toMatchObject({ lastDay: '2026-10-15', provisional: false, calendar: 7 });
  });

  it('is the same for every rating of a day, whatever was asked before', () => {
    const dates = new DueDates({ term: TERM, timeZone });
    for (let i = 0; i < 40; i++) dates.of(`2026-${i < 20 ? '05' : '06'}-${10 + (i % 20)}`);
    expect(dates.of('2026-11-20').lastDay).toBe('2026-12-04');
    expect(dates.of('2026-11-20').lastDay).toBe('2026-12-04');
    expect(dates.of('2026-09-25').lastDay).toBe('2026-10-09');
    dates.use(NOTICE);
    expect(dates.of('2026-09-25').lastDay).toBe('2026-10-15');
  });

  it('counts natural days where the pack says so', () => {
    const term = { days: 5, counting: 'natural' } as const;
    const due = deadline(at('2026-11-20T09:30:00+08:00'), term, { timeZone, calendar: NOTICE });
    expect(due).toMatchObject({ lastDay: '2026-11-25', provisional: false, calendar: null });
  });
});

describe('how an order stands against its due date', () => {
  const dueAt = at('2026-12-05T00:00:00+08:00');
  const timing = (
    now: string,
    answeredAt: number | null = null,
    state: 'opened' | 'cancelled' = 'opened',
  ) => {
    const until = nearlyDueUntil(at(now), shenzhen.workOrder, { timeZone, calendar: null });
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
