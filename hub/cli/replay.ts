import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { whatIf } from '../ledger/what-if.ts';
import { shenzhen, stateCouncilCalendar } from '../rules/built-in.ts';
import { type CalendarData, parseCalendar } from '../rules/calendar-data.ts';
import type { RulePack } from '../rules/pack.ts';
import { parsePack } from '../rules/parse-pack.ts';
import { WorkingCalendar } from '../rules/working-calendar.ts';
import { openEvidence } from '../store/sqlite/evidence.ts';
import type { Call } from './call.ts';
import { CliError, EXIT, table } from './io.ts';
import { existing } from './offline.ts';

const DaySchema = z.iso.date();
const COLUMNS = ['caseNo', 'stage', 'what', 'rule', 'before', 'after', 'eventId'];

/** A past span judged by another pack or calendar. Reads a folder only, also that of a running hub. */
export async function replayFolder({ words: [folder = ''], options, show }: Call) {
  const span = { from: dayOf(options.from, 'from'), to: dayOf(options.to, 'to') };
  const pack = options.pack === undefined ? shenzhen : readPack(options.pack);
  const data =
    options.calendar === undefined ? stateCouncilCalendar : readCalendar(options.calendar);
  const rules = { pack, calendar: new WorkingCalendar(data) };
  const evidence = openEvidence(existing(folder));
  try {
    const result = whatIf(evidence.entries(), rules, span);
    const { invitations, differences, leftOut } = result;
    const head = `${invitations} invitations by ${result.pack}, ${differences.length} differences`;
    const old = leftOut === 0 ? '' : `; ${leftOut} of the first schema left out`;
    const rows = differences as unknown as Record<string, unknown>[];
    show(result, `${head}${old}\n${table(rows, COLUMNS)}`);
    return EXIT.ok;
  } finally {
    evidence.close();
  }
}

function dayOf(given: string | undefined, name: string): string {
  const day = DaySchema.safeParse(given);
  if (day.success) return day.data;
  throw new CliError(`replay needs --${name} as YYYY-MM-DD`, EXIT.usage);
}

function readPack(file: string): RulePack {
  const parsed = parsePack(readJson(file, 'pack'));
  if (parsed.ok) return parsed.pack;
  throw unsound(`${file} is no rule pack:`, parsed.errors);
}

function readCalendar(file: string): CalendarData {
  const parsed = parseCalendar(readJson(file, 'calendar'));
  if (parsed.ok) return parsed.calendar;
  throw unsound(`${file} is no working calendar:`, parsed.errors);
}

function readJson(file: string, what: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CliError(`Cannot read the ${what} ${file}: ${(error as Error).message}`);
  }
}

function unsound(head: string, errors: readonly { path: string; message: string }[]): CliError {
  return new CliError(
    [head, ...errors.map(({ path, message }) => `  ${path}: ${message}`)].join('\n'),
  );
}
