import { readFileSync } from 'node:fs';
import type { RulePack } from '../rules/pack.ts';
import type { Moved } from '../rules/recomputable.ts';
import type { Term } from '../rules/term.ts';
import type { CalendarRow } from '../store/port.ts';
import type { Call, CliCommand } from './call.ts';
import { CliError, EXIT, table } from './io.ts';

interface PackView {
  label: string;
  inForce: boolean;
  imported: object | null;
  pack: RulePack;
}

/** Rule packs and the working calendar. */
export const RULE_COMMANDS: Record<string, CliCommand> = {
  packs: {
    usage: 'packs',
    meaning: 'Rule packs: their first day, days to rate in, default level, and the one in force',
    words: 0,
    run: listPacks,
  },
  pack: {
    usage: 'pack check FILE | pack import FILE',
    meaning: 'Checks a rule pack (JSON), or imports it for what is completed from its first day on',
    words: 2,
    run: ({ words: [action = '', file = ''], ...call }) => {
      if (action === 'check') return check(call, '/api/rule-packs/validation', file);
      if (action === 'import') return importPack(call, file);
      throw new CliError('expected: pack check FILE, or pack import FILE', EXIT.usage);
    },
  },
  calendar: {
    usage: 'calendar [check FILE | import FILE]',
    meaning: 'The working calendar; import lists every open deadline that it moves',
    words: 0,
    run: ({ words: [action, file], ...call }) => {
      if (action === undefined) return showCalendar(call);
      if (action === 'check' && file) return check(call, '/api/calendar/validation', file);
      if (action === 'import' && file) return importCalendar(call, file);
      const expected = 'expected: calendar, calendar check FILE, or calendar import FILE';
      throw new CliError(expected, EXIT.usage);
    },
  },
};

type RuleCall = Omit<Call, 'words'>;

async function listPacks({ hub, show }: RuleCall): Promise<number> {
  const listed = await hub.call<{ packs: PackView[] }>('GET', '/api/rule-packs');
  const rows = listed.packs.map(({ label, inForce, imported, pack }) => ({
    label,
    title: pack.title,
    validFrom: pack.validFrom,
    rating: daysOf(pack.rating),
    default: pack.defaultLevel,
    inForce,
    imported: imported !== null,
  }));
  const columns = ['label', 'validFrom', 'rating', 'default', 'inForce', 'imported', 'title'];
  show(listed, table(rows, columns));
  return EXIT.ok;
}

async function importPack({ hub, show }: RuleCall, file: string): Promise<number> {
  const path = '/api/rule-packs';
  const result = await hub.call<{ label: string; status: string }>('POST', path, jsonOf(file));
  show(result, `${result.label}: ${result.status}.\n`);
  return EXIT.ok;
}

async function check({ hub, show }: RuleCall, path: string, file: string): Promise<number> {
  type Validation = { valid: boolean; errors: { path: string; message: string; rule?: string }[] };
  const result = await hub.call<Validation>('POST', path, jsonOf(file));
  const lines = result.errors.map(
    (one) => `  ${one.path}: ${one.message}${one.rule === undefined ? '' : ` (${one.rule})`}\n`,
  );
  show(result, result.valid ? 'Sound; nothing was imported.\n' : `Not sound:\n${lines.join('')}`);
  return result.valid ? EXIT.ok : EXIT.failed;
}

async function showCalendar({ hub, show }: RuleCall): Promise<number> {
  const row = await hub.call<CalendarRow>('GET', '/api/calendar');
  const { version, years } = row.calendar;
  const rows = years.map(({ year, holidays, workdays, notice }) => ({
    year,
    off: holidays.length,
    worked: workdays.length,
    notice,
  }));
  // As JSON it is what `calendar import` takes.
  show(row.calendar, `Version ${version}\n${table(rows, ['year', 'off', 'worked', 'notice'])}`);
  return EXIT.ok;
}

async function importCalendar({ hub, show }: RuleCall, file: string): Promise<number> {
  type Imported = { version: number; status: string; moved: Moved[] };
  const result = await hub.call<Imported>('PUT', '/api/calendar', jsonOf(file));
  const { version, status, moved } = result;
  const rows = moved.map((one) => ({ ...one, from: timeOf(one.from), to: timeOf(one.to) }));
  const listed = moved.length === 0 ? '' : table(rows, ['kind', 'id', 'from', 'to']);
  show(result, `Calendar ${version}: ${status}, ${moved.length} moved.\n${listed}`);
  return EXIT.ok;
}

function jsonOf(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CliError(`Cannot read ${file}: ${(error as NodeJS.ErrnoException).code}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CliError(`${file} is no JSON: ${(error as Error).message}`);
  }
}

function daysOf({ days, counting }: Term): string {
  return `${days} ${counting}`;
}

function timeOf(at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString();
}
