import { describe, expect, it } from 'vitest';
import { stateCouncilCalendar } from './built-in.ts';
import { type CalendarData, parseCalendar } from './calendar-data.ts';

const YEAR: CalendarData['years'][number] = {
  year: 2027,
  notice: '国办发明电〔2026〕1号',
  holidays: ['2027-01-01'],
  workdays: ['2027-01-03'],
};

/** Paths of what is wrong with a calendar of these years. */
function flaws(...years: object[]): string[] {
  const parsed = parseCalendar({ version: 2, years });
  return parsed.ok ? [] : parsed.errors.map(({ path }) => path);
}

describe('the data of a working calendar (SZ-21b)', () => {
  it('of the State Council is sound from 2018 to 2026', () => {
    expect(parseCalendar(stateCouncilCalendar)).toEqual({
      ok: true,
      calendar: stateCouncilCalendar,
    });
    const years = stateCouncilCalendar.years.map(({ year }) => year);
    expect(years).toEqual([2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026]);
  });

  it.each([
    [2024, 28, 8],
    [2025, 28, 5],
    [2026, 33, 6],
  ])('has for %i the %i days off and %i days worked of the notice', (year, off, worked) => {
    const found = stateCouncilCalendar.years.find((one) => one.year === year);
    expect([found?.holidays.length, found?.workdays.length]).toEqual([off, worked]);
  });

  it('may say of a year what its notice says', () => {
    expect(flaws(YEAR)).toEqual([]);
  });

  it('names everything that is wrong at once', () => {
    expect(
      flaws(
        { ...YEAR, holidays: ['2026-12-31', '2027-01-03', '2027-01-03'], workdays: ['2027-01-04'] },
        YEAR,
        { ...YEAR, year: 2028, notice: '', holidays: [], workdays: ['2028-02-30'] },
      ).sort(),
    ).toEqual(
      [
        'years.0.holidays.0',
        'years.0.holidays.2',
        'years.0.workdays.0',
        'years.1.year',
        'years.2.notice',
        'years.2.workdays.0',
      ].sort(),
    );
  });

  it('takes no day as off and worked', () => {
    expect(flaws({ ...YEAR, holidays: ['2027-01-03'] })).toEqual(['years.0.workdays.0']);
  });

  it('is refused whole where it is none', () => {
    for (const data of [null, 7, {}, { version: 1, years: [] }]) {
      expect(parseCalendar(data).ok).toBe(false);
    }
  });
});
