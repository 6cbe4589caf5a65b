import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { whatIf } from '../ledger/what-if.ts';
import { parsePack, type RulePack, shenzhen } from '../rules/pack.ts';
import { openEvidence } from '../store/sqlite/evidence.ts';
import type { Call } from './call.ts';
import { CliError, EXIT, table } from './io.ts';
import { existing } from './offline.ts';

const DaySchema = z.iso.date();
const COLUMNS = ['caseNo', 'stage', 'what', 'rule', 'before', 'after', 'eventId'];

/** A past span judged by another pack. Reads a folder only, also that of a running hub. */
export async function replayFolder({ words: [folder = ''], options, show }: Call) {
  const span = { from: dayOf(options.from, 'from'), to: dayOf(options.to, 'to') };
  const pack = options.pack === undefined ? shenzhen : readPack(options.pack);
  const evidence = openEvidence(existing(folder));
  try {
    const result = whatIf(evidence.entries(), pack, span);
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
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CliError(`Cannot read the pack ${file}: ${(error as Error).message}`);
  }
  const parsed = parsePack(data);
  if (parsed.ok) return parsed.pack;
  const errors = parsed.errors.map(({ path, message }) => `  ${path}: ${message}`);
  throw new CliError([`${file} is no rule pack:`, ...errors].join('\n'));
}
