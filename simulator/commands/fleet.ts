import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SqliteOutbox } from '../../terminal/agent/outbox/index.ts';
import { systemClock } from '../../terminal/link/index.ts';
import { ArrivalCurveSchema, type Arrivals, arrivalsOf, steadyArrivals } from '../fleet/curve.ts';
import { Fleet, type FleetCount, isClean } from '../fleet/fleet.ts';
import { flag, number, readOptions, whole } from '../options.ts';
import type { Command } from './command.ts';
import { wordsOfFault } from './words-of-fault.ts';

const USAGE = `node simulator/main.ts fleet [options]

Adds a hall to the hub's directory, enrols that many terminals by the real road, finishes cases at
the windows, lets citizens rate at once, waits for the receipts, and holds what the terminals gave
against what the hub lists. Then it takes its hall, its terminals and its key away again.

The hub lets one address enrol 60 devices a minute; for more at once start it with
--enrolments-per-minute 100000. 10,000 terminals need as many open files (ulimit -n) here and there.

Exit codes: 0 nothing lost, doubled or left over; 1 something was, or the run failed; 2 wrong options.`;

const SHAPE = {
  hub: z.url().default('http://localhost:8600').describe('Where the hub is'),
  adminName: z.string().default('admin').describe('Administrator of the hub (default admin)'),
  adminPassword: z
    .string('needed: the hub printed it at its first start')
    .describe('Password of the administrator'),
  terminals: whole(1, 10_000).default(10).describe('How many terminals (default 10)'),
  rate: number(0.1, 100_000).default(10).describe('Cases a second, all together (default 10)'),
  seconds: number(0.1, 86_400).default(10).describe('For how long (default 10)'),
  curve: z
    .enum(['steady', 'hall-day'])
    .default('steady')
    .describe('steady: --rate for --seconds; hall-day: a day of a hall with its two peaks'),
  casesPerTerminal: number(0.1, 10_000)
    .default(40)
    .describe('Of hall-day: cases a window finishes in the day (default 40)'),
  speed: number(0.1, 100_000)
    .default(60)
    .describe('Of hall-day: so many times faster than life (default 60: 8.5 minutes)'),
  settleSeconds: number(1, 3_600).default(60).describe('Patience for the last receipts (60)'),
  seed: whole(0, 4_294_967_295)
    .optional()
    .describe('Repeats cases and levels on a fresh hub. Default: the present moment'),
  outboxFolder: z
    .string()
    .optional()
    .describe('Keep the outboxes on disk there (one SQLite file each); default: in memory'),
  json: flag().describe('The count as one JSON line on standard output'),
};

async function run(argv: readonly string[]): Promise<number> {
  const options = readOptions(USAGE, SHAPE, argv, process.env);
  if (!options.ok) return say(options.words, options.exitCode);
  const { values } = options;
  const outboxes: SqliteOutbox[] = [];
  const { outboxFolder } = values;
  const fleet = new Fleet({
    hub: {
      hubUrl: values.hub,
      account: { name: values.adminName, password: values.adminPassword },
    },
    terminals: values.terminals,
    arrivals: arrivalsFor(values),
    settleMs: values.settleSeconds * 1_000,
    seed: values.seed ?? systemClock.now(),
    clock: systemClock,
    onProgress: (words) => process.stderr.write(`${words}\n`),
    ...(outboxFolder !== undefined && {
      outbox: (terminalId: string) => openOutbox(outboxFolder, terminalId, outboxes),
    }),
  });
  try {
    const count = await fleet.run();
    process.stdout.write(values.json ? `${JSON.stringify(count)}\n` : tableOf(count));
    return isClean(count) ? 0 : 1;
  } catch (error) {
    return say(`${wordsOfFault(error, values.hub)}\n`, 1);
  } finally {
    for (const outbox of outboxes) outbox.close();
  }
}

function arrivalsFor(asked: {
  curve: 'steady' | 'hall-day';
  rate: number;
  seconds: number;
  terminals: number;
  casesPerTerminal: number;
  speed: number;
}): Arrivals {
  const { curve, rate, seconds, terminals, casesPerTerminal, speed } = asked;
  if (curve === 'steady') return steadyArrivals(rate, seconds * 1_000);
  const path = join(import.meta.dirname, '../fleet/curves', `${curve}.json`);
  const day = ArrivalCurveSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  return arrivalsOf(day, { cases: Math.round(casesPerTerminal * terminals), speed });
}

function openOutbox(folder: string, terminalId: string, opened: SqliteOutbox[]): SqliteOutbox {
  mkdirSync(folder, { recursive: true });
  const outbox = new SqliteOutbox(join(folder, `${terminalId}.sqlite`));
  opened.push(outbox);
  return outbox;
}

function say(words: string, exitCode: number): number {
  (exitCode === 0 ? process.stdout : process.stderr).write(words);
  return exitCode;
}

function tableOf(count: FleetCount): string {
  const { receiptMs } = count;
  const rows: [string, string | number][] = [
    ['terminals', count.terminals],
    ['seconds', count.seconds],
    ['cases finished', count.finished],
    ['cases at the hub', count.recorded],
    ['ratings sent', count.sent],
    ['receipted', count.receipted],
    ['refused', count.refused],
    ['without an answer', count.pending],
    ['lost', count.lost],
    ['lost though receipted', count.lostThoughReceipted],
    ['doubled', count.doubled],
    ['tap to receipt', receiptMs ? `p50 ${receiptMs.p50} ms, p99 ${receiptMs.p99} ms` : '–'],
  ];
  return `${rows.map(([name, value]) => `${name.padEnd(24)}${value}`).join('\n')}\n`;
}

export const fleetCommand: Command = {
  summary: 'N terminals rating at a rate for a time, with a closing count',
  run,
};
