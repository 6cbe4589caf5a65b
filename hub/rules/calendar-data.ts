import { z } from 'zod';
import { type Flaw, flaw, flawsOf } from './flaw.ts';

const YearSchema = z.strictObject({
  year: z.int().min(2000).max(2999),
  notice: z
    .string()
    .min(1)
    .max(200)
    .describe('The notice that says so, e.g. 国办发明电〔2025〕7号'),
  holidays: z.array(z.iso.date()).max(366).describe('Days off, also where they fall on a weekend'),
  workdays: z.array(z.iso.date()).max(104).describe('Saturdays and Sundays that are worked'),
});

/** The working days of whole years, from the yearly notice of the State Council (SZ-21b). */
export const CalendarDataSchema = z.strictObject({
  version: z.int().min(1).describe('Grows with every change'),
  years: z.array(YearSchema).min(1).max(200),
});
export type CalendarData = z.infer<typeof CalendarDataSchema>;
type Year = CalendarData['years'][number];

export type ParsedCalendar = { ok: true; calendar: CalendarData } | { ok: false; errors: Flaw[] };

const RULES = { years: 'SZ-21b' };

/** Reads a calendar from data, or names everything that is wrong with it at once. */
export function parseCalendar(data: unknown): ParsedCalendar {
  const parsed = CalendarDataSchema.safeParse(data);
  if (!parsed.success) {
    return { ok: false, errors: [...flawsOf(parsed.error, RULES), ...yearFlaws(soundYears(data))] };
  }
  const errors = yearFlaws(parsed.data.years.map((year, index) => ({ year, index })));
  return errors.length === 0 ? { ok: true, calendar: parsed.data } : { ok: false, errors };
}

type Placed = { year: Year; index: number };

/** The years that are sound by themselves, where others are not. */
function soundYears(data: unknown): Placed[] {
  const years = (data as { years?: unknown } | null)?.years;
  if (!Array.isArray(years)) return [];
  return years.flatMap((given, index) => {
    const parsed = YearSchema.safeParse(given);
    return parsed.success ? [{ year: parsed.data, index }] : [];
  });
}

function yearFlaws(years: Placed[]): Flaw[] {
  const seen = new Set<number>();
  return years.flatMap(({ year, index }) => {
    const path = `years.${index}`;
    const again = seen.has(year.year)
      ? [flaw(`${path}.year`, `${year.year} is there twice`, RULES)]
      : [];
    seen.add(year.year);
    return [...again, ...dayFlaws(year, path)];
  });
}

function dayFlaws({ year, holidays, workdays }: Year, path: string): Flaw[] {
  const flaws: Flaw[] = [];
  const seen = new Set<string>();
  const inspect = (list: 'holidays' | 'workdays', day: string, index: number) => {
    const wrong = (message: string) =>
      flaws.push(flaw(`${path}.${list}.${index}`, `${day} ${message}`, RULES));
    if (!day.startsWith(`${year}-`)) wrong(`is not in ${year}`);
    if (seen.has(day)) wrong('is there twice');
    if (list === 'workdays' && !isWeekend(day)) wrong('is worked anyway, being no weekend');
    seen.add(day);
  };
  holidays.forEach((day, index) => {
    inspect('holidays', day, index);
  });
  workdays.forEach((day, index) => {
    inspect('workdays', day, index);
  });
  return flaws;
}

/** Saturday or Sunday? */
export function isWeekend(day: string): boolean {
  return Temporal.PlainDate.from(day).dayOfWeek >= 6;
}
