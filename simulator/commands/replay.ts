import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { systemClock } from '../../terminal/link/index.ts';
import { recordingOf } from '../exchange/recorded.ts';
import { Replay, type ReplayReport } from '../exchange/replay.ts';
import { scriptOf } from '../exchange/script.ts';
import { isInTestMode } from '../hub-api.ts';
import { flag, number, readOptions } from '../options.ts';
import type { Command } from './command.ts';
import { paintFor } from './paint.ts';
import { wordsOfFault } from './words-of-fault.ts';

const USAGE = `node simulator/main.ts replay FILE [options]

Plays a recording to a hub: enrols a terminal for each recorded one in a hall of its own, finishes
the cases that were asked about, says again what the terminals said, newly signed, and holds the hub's
receipts against those of then. On a hub that is not in test mode its cases are test cases.

Exit codes: 0 every receipt as it was; 1 one differs, or it could not go on; 2 wrong options or file.`;

const SHAPE = {
  hub: z.url().default('http://localhost:8600').describe('Where the hub is'),
  adminName: z.string().default('admin').describe('Administrator of the hub (default admin)'),
  adminPassword: z
    .string('needed: the hub printed it at its first start')
    .describe('and the password'),
  speed: number(0.01, 10_000).default(10).describe('So many times faster than it was (default 10)'),
  json: flag().describe('The report as one JSON line on standard output'),
};

async function run(argv: readonly string[]): Promise<number> {
  const [file, ...rest] = argv;
  const isFile = file !== undefined && !file.startsWith('-');
  const options = readOptions(USAGE, SHAPE, isFile ? rest : ['--help'], process.env);
  if (!options.ok) {
    const isAsked = file === '--help' || (isFile && options.exitCode === 0);
    (isAsked ? process.stdout : process.stderr).write(options.words);
    return isAsked ? 0 : 2;
  }
  const { hub: hubUrl, adminName, adminPassword, speed, json } = options.values;
  let script: ReturnType<typeof scriptOf>;
  try {
    script = scriptOf(recordingOf(readFileSync(file ?? '', 'utf8')));
  } catch (error) {
    process.stderr.write(`${file}: ${(error as Error).message}\n`);
    return 2;
  }
  try {
    const replay = new Replay(script, {
      hub: { hubUrl, account: { name: adminName, password: adminPassword } },
      ...{ speed, testCases: !(await isInTestMode(hubUrl)), clock: systemClock },
      onProgress: (words) => process.stderr.write(`${words}\n`),
    });
    const report = await replay.run();
    process.stdout.write(json ? `${JSON.stringify(report)}\n` : textOf(report));
    return report.different.length === 0 ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${wordsOfFault(error, hubUrl)}\n`);
    return 1;
  }
}

function textOf({ terminals, said, left, ratings, same, different }: ReplayReport): string {
  const paint = paintFor(process.stdout);
  const lines = [
    `${terminals} terminals said ${said} messages; ${left} could not be said again`,
    `${same} of ${ratings} receipts as they were`,
    ...different.map(({ eventId, was, is }) => paint('red', `${eventId}: was ${was}, is ${is}`)),
  ];
  return `${lines.join('\n')}\n`;
}

export const replayCommand: Command = {
  summary: 'plays a recording to a hub and compares its receipts',
  run,
};
