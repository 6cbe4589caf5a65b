import { type CalendarData, parseCalendar } from './calendar-data.ts';
import stateCouncil from './calendars/state-council.json' with { type: 'json' };
import type { Flaw } from './flaw.ts';
import type { RulePack } from './pack.ts';
import shenzhen1 from './packs/shenzhen-1.json' with { type: 'json' };
import xinjiang1 from './packs/xinjiang-1.json' with { type: 'json' };
import { parsePack } from './parse-pack.ts';
import type { RuleSource } from './rule-book.ts';

/**
 * 深圳市政务服务“好差评”实施办法(试行), on trial for two years from the day it was printed (第二十六条).
 * The text at hand does not name that day; the pack says so in `source.unconfirmed`.
 */
export const shenzhen: RulePack = soundPack(shenzhen1);

/**
 * A department in Xinjiang: working days, and another default. Known at second hand alone; it is
 * here to prove that no number is wired in, and says that it must be checked before use.
 */
export const xinjiang: RulePack = soundPack(xinjiang1);

/** The days off of 2018 to 2026, as the State Council announced them. */
export const stateCouncilCalendar: CalendarData = soundCalendar(stateCouncil);

/** The rules that this release brings, for a hub that goes by those of `place`. */
export function builtInRules(place: string): RuleSource {
  return { place, packs: [shenzhen, xinjiang], calendar: stateCouncilCalendar };
}

function soundPack(data: unknown): RulePack {
  const parsed = parsePack(data);
  if (!parsed.ok) throw unsound(parsed.errors);
  return parsed.pack;
}

function soundCalendar(data: unknown): CalendarData {
  const parsed = parseCalendar(data);
  if (!parsed.ok) throw unsound(parsed.errors);
  return parsed.calendar;
}

function unsound(errors: Flaw[]): Error {
  return new Error(errors.map(({ path, message }) => `${path}: ${message}`).join('\n'));
}

/** The time zone of a place; that of the mainland where only an import knows the place. */
export function timeZoneOf(place: string): string {
  const { packs } = builtInRules(place);
  return packs.find(({ name }) => name === place)?.timeZone ?? shenzhen.timeZone;
}
