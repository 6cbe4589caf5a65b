import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shenzhen, stateCouncilCalendar, xinjiang } from '../rules/built-in.ts';
import { WorkingCalendar } from '../rules/working-calendar.ts';
import { deadline } from './deadline.ts';

const calendar = new WorkingCalendar(stateCouncilCalendar);
const place = { timeZone: 'Asia/Shanghai', calendar };
const DAY_MS = 86_400_000;

function at(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds;
}

function lastDay(text: string, term = shenzhen.rating): string {
  return deadline(at(text), term, place).lastDay;
}

describe('the deadline of an invitation (SZ-17a)', () => {
  it.each([
    ['2026-11-22T09:30:00+08:00', '2026-11-30T00:00:00+08:00', '2026-11-29'],
    ['2026-11-22T23:59:59+08:00', '2026-11-30T00:00:00+08:00', '2026-11-29'],
    ['2028-02-25T12:00:00+08:00', '2028-03-04T00:00:00+08:00', '2028-03-03'],
    ['2026-12-28T00:00:00+08:00', '2027-01-05T00:00:00+08:00', '2027-01-04'],
  ])('of a case completed %s is %s', (completed, closes, last) => {
    expect(deadline(at(completed), shenzhen.rating, place)).toEqual({
      closesAt: at(closes),
      lastDay: last,
      provisional: false,
      calendar: null,
    });
  });

  it('is judged by the calendar of the pack, whatever offset the record was written in', () => {
    expect(lastDay('2026-11-22T16:00:00Z')).toBe('2026-11-30');
    expect(lastDay('2026-11-22T15:59:59.999Z')).toBe('2026-11-29');
  });

  it('counts days, not multiples of 24 hours, where clocks change', () => {
    const berlin = { timeZone: 'Europe/Berlin', calendar };
    const completed = at('2026-03-27T12:00:00+01:00');
    expect(deadline(completed, shenzhen.rating, berlin).closesAt).toBe(
      at('2026-04-04T00:00:00+02:00'),
    );
  });

  it('counts working days where the place does', () => {
    expect(lastDay('2026-09-24T10:00:00+08:00', xinjiang.rating)).toBe('2026-10-09');
  });
});

describe('the due day of a work order (SZ-21b)', () => {
  it.each([
    ['2026-09-25', '2026-10-15'],
    ['2026-02-10', '2026-03-02'],
    ['2026-11-20', '2026-12-04'],
  ])('of a rating on %s is %s', (rated, due) => {
    const found = deadline(at(`${rated}T15:00:00+08:00`), shenzhen.workOrder.due, place);
    expect(found).toEqual({
      closesAt: at(`${due}T00:00:00+08:00`) + DAY_MS,
      lastDay: due,
      provisional: false,
      calendar: 1,
    });
  });

  it('is provisional as soon as it touches a year whose notice is not known', () => {
    const term = { days: 10, counting: 'working' } as const;
    const due = deadline(at('2026-12-25T15:00:00+08:00'), term, place);
    expect(due).toMatchObject({ lastDay: '2027-01-08', provisional: true, calendar: 1 });
  });
});

describe('any deadline from 2024 to 2032', () => {
  const arbitraryInstant = fc.integer({
    min: at('2024-01-01T00:00:00+08:00'),
    max: at('2032-12-31T23:59:59+08:00'),
  });
  const arbitraryTerm = fc.record({
    days: fc.integer({ min: 1, max: 40 }),
    counting: fc.constantFrom('natural' as const, 'working' as const),
  });

  it('is what a count on the fingers gives, over leap days and years without a notice', () => {
    const { holidays, workdays, years } = oracleData();
    fc.assert(
      fc.property(arbitraryInstant, arbitraryTerm, (beganAt, term) => {
        let left = term.days;
        let provisional = false;
        let day = Math.floor((beganAt + 8 * 3_600_000) / DAY_MS);
        while (left > 0) {
          day++;
          const text = new Date(day * DAY_MS).toISOString().slice(0, 10);
          const weekday = (day + 4) % 7;
          const off = holidays.has(text) || weekday === 0 || weekday === 6;
          const worked = workdays.has(text) || !off;
          if (term.counting === 'natural' || worked) left--;
          if (term.counting === 'working') provisional ||= !years.has(text.slice(0, 4));
        }
        expect(deadline(beganAt, term, place)).toEqual({
          closesAt: (day + 1) * DAY_MS - 8 * 3_600_000,
          lastDay: new Date(day * DAY_MS).toISOString().slice(0, 10),
          provisional,
          calendar: term.counting === 'natural' ? null : 1,
        });
      }),
      { numRuns: 2_000 },
    );
  });

  it('is never earlier for a later beginning, nor for a longer term', () => {
    fc.assert(
      fc.property(arbitraryInstant, fc.nat(30 * DAY_MS), arbitraryTerm, (beganAt, later, term) => {
        const { closesAt } = deadline(beganAt, term, place);
        expect(deadline(beganAt + later, term, place).closesAt).toBeGreaterThanOrEqual(closesAt);
        const longer = { ...term, days: term.days + 1 };
        expect(deadline(beganAt, longer, place).closesAt).toBeGreaterThan(closesAt);
      }),
    );
  });

  function oracleData() {
    const { years } = stateCouncilCalendar;
    return {
      holidays: new Set(years.flatMap((year) => year.holidays)),
      workdays: new Set(years.flatMap((year) => year.workdays)),
      years: new Set(years.map(({ year }) => String(year))),
    };
  }
});
