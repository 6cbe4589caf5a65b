import { describe, expect, it } from 'vitest';
import { shenzhen, stateCouncilCalendar, xinjiang } from '../rules/built-in.ts';
import { WorkingCalendar } from '../rules/working-calendar.ts';
import { deadline } from './deadline.ts';
import { movedDeadline } from './moved-deadline.ts';

const year = {
  year: 2027,
  notice: '国办发明电〔2026〕1号',
  holidays: ['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04'],
  workdays: ['2027-01-09'],
};
const before = new WorkingCalendar(stateCouncilCalendar);
const after = new WorkingCalendar({ version: 2, years: [...stateCouncilCalendar.years, year] });
const completedAt = at('2026-12-28T10:00:00+08:00');
const now = at('2026-12-29T10:00:00+08:00');

function at(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds;
}

function invitation(pack = xinjiang, calendar = before) {
  const { timeZone, rating } = pack;
  return { completedAt, closesAt: deadline(completedAt, rating, { timeZone, calendar }).closesAt };
}

describe('another working calendar', () => {
  it('moves an open invitation that counts working days (SZ-17a)', () => {
    expect(invitation().closesAt).toBe(at('2027-01-05T00:00:00+08:00'));
    expect(movedDeadline(invitation(), xinjiang, { calendar: after, now })).toEqual({
      closesAt: at('2027-01-07T00:00:00+08:00'),
      lastDay: '2027-01-06',
      provisional: false,
      calendar: 2,
    });
  });

  it('leaves one where it is that it does not touch', () => {
    const moved = movedDeadline(invitation(xinjiang, after), xinjiang, { calendar: after, now });
    expect(moved).toBeNull();
    expect(movedDeadline(invitation(shenzhen), shenzhen, { calendar: after, now })).toBeNull();
  });

  it('takes no right away on the day it is imported (SZ-17a)', () => {
    const late = at('2027-01-05T10:00:00+08:00');
    const open = invitation(xinjiang, after);
    expect(movedDeadline(open, xinjiang, { calendar: before, now: late })).toMatchObject({
      closesAt: at('2027-01-06T00:00:00+08:00'),
      lastDay: '2027-01-05',
    });
  });
});
