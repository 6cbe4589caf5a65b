import { describe, expect, it } from 'vitest';
import { builtInRules, shenzhen, stateCouncilCalendar, xinjiang } from './built-in.ts';
import type { CalendarData } from './calendar-data.ts';
import type { RulePack } from './pack.ts';
import { RuleBook } from './rule-book.ts';

const second: RulePack = { ...shenzhen, version: 2, validFrom: '2027-01-01' };
const year = { year: 2027, notice: '国办发明电〔2026〕1号', holidays: [], workdays: [] };
const newer: CalendarData = { version: 2, years: [...stateCouncilCalendar.years, year] };

function book(
  imported: { packs?: RulePack[]; calendars?: CalendarData[] } = {},
  place = 'shenzhen',
): RuleBook {
  const rules = RuleBook.of(builtInRules(place), { packs: [], calendars: [], ...imported });
  if (rules === null) throw new Error('no pack');
  return rules;
}

describe('the book of rules', () => {
  it('holds the packs of the release and those imported, and goes by its own place', () => {
    expect(book({ packs: [second] }).shelf.packs).toEqual([shenzhen, second]);
    expect(book({}, 'xinjiang').shelf.inForceOn('2026-11-22')).toEqual(xinjiang);
    expect(book().packOf('xinjiang@1')).toEqual(xinjiang);
    expect(book().packOf('linfen@1')).toBeNull();
  });

  it('goes by a place that was only imported, and by none that is unknown', () => {
    const linfen = { ...shenzhen, name: 'linfen', title: '临汾市', supplementary: true };
    expect(book({ packs: [linfen] }, 'linfen').shelf.packs).toEqual([linfen]);
    expect(RuleBook.of(builtInRules('linfen'), { packs: [], calendars: [] })).toBeNull();
  });

  it('lets what was imported hold over a release that brings another under the same label', () => {
    const imported = { ...shenzhen, defaultLevel: 4 as const };
    expect(book({ packs: [imported] }).shelf.packs).toEqual([imported]);
    const calendar = { version: 1, years: [year] };
    expect(book({ calendars: [calendar] }).calendar.data).toEqual(calendar);
  });

  it('holds a pack once that was imported before a release brought it too', () => {
    expect(book({ packs: [shenzhen] }).packs).toEqual([shenzhen, xinjiang]);
  });

  it('admits a new pack, knows one it has, and refuses a clash with its reason', () => {
    expect(book().admitPack(second)).toEqual({ status: 'new' });
    expect(book().admitPack(shenzhen)).toEqual({ status: 'known' });
    expect(book().admitPack({ ...second, validFrom: shenzhen.validFrom })).toMatchObject({
      status: 'refused',
      errors: [{ path: 'validFrom' }],
    });
  });

  it('counts by the newest calendar', () => {
    expect(book().calendar.version).toBe(1);
    expect(book({ calendars: [newer] }).calendar.version).toBe(2);
    expect(book({ calendars: [{ ...newer, version: 3 }, newer] }).calendar.version).toBe(3);
  });

  it('admits a higher version that loses no year', () => {
    expect(book().admitCalendar(newer)).toEqual({ status: 'new' });
    expect(book().admitCalendar(stateCouncilCalendar)).toEqual({ status: 'known' });
    const refused = book().admitCalendar({ version: 1, years: [year] });
    expect(refused).toMatchObject({
      status: 'refused',
      errors: [{ path: 'version' }, { path: 'years', rule: 'SZ-21b' }],
    });
  });

  it('knows an older calendar again without going back to it', () => {
    expect(book({ calendars: [newer] }).admitCalendar(stateCouncilCalendar).status).toBe('known');
  });
});
