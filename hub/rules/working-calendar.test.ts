import { describe, expect, it } from 'vitest';
import { stateCouncilCalendar } from './built-in.ts';
import { WorkingCalendar } from './working-calendar.ts';

const calendar = new WorkingCalendar(stateCouncilCalendar);

describe('the working calendar (SZ-21b)', () => {
  it.each([
    ['2026-09-25', false, 'mid-autumn, a Friday'],
    ['2026-10-10', true, 'a Saturday worked for the National Day'],
    ['2026-10-11', false, 'a Sunday'],
    ['2026-10-12', true, 'a Monday'],
    ['2026-02-14', true, 'a Saturday worked for the Spring Festival'],
    ['2020-02-01', false, 'a Saturday that the prolonged Spring Festival took back'],
    ['2019-05-03', false, 'a Friday off by the changed Labour Day'],
    ['2018-12-29', true, 'a Saturday worked by the notice for the year after'],
  ])('says of %s: worked is %s (%s)', (day, worked) => {
    expect(calendar.isWorkingDay(day)).toBe(worked);
  });

  it('takes a year without a notice from its weekdays, and says so', () => {
    expect(calendar.isWorkingDay('2027-10-01')).toBe(true);
    expect(calendar.knows('2027-10-01')).toBe(false);
    expect(calendar.after('2026-12-30', 1)).toEqual({ lastDay: '2026-12-31', provisional: false });
    expect(calendar.after('2026-12-31', 1)).toEqual({ lastDay: '2027-01-01', provisional: true });
    expect(calendar.after('2017-12-31', 1).provisional).toBe(false);
  });
});
