import { z } from 'zod';
import { systemClock } from '../../terminal/link/index.ts';
import { flag, readOptions } from '../options.ts';
import { type Flaw, readScenario } from '../scenario/read.ts';
import { runScenario, type ScenarioReport, type StepReport, stepText } from '../scenario/run.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { scenarioText, shelfNames } from '../scenario/shelf.ts';
import { STEP_WORDS } from '../scenario/steps.ts';
import type { Command } from './command.ts';
import { paintFor } from './paint.ts';
import { wordsOfFault } from './words-of-fault.ts';

const USAGE = `node simulator/main.ts scenario list
       node simulator/main.ts scenario show NAME|FILE
       node simulator/main.ts scenario steps
       node simulator/main.ts scenario run NAME|FILE… [options]     ("all": every one that comes along)

A scenario is a JSON file: windows, kiosks, receivers, and steps that happen or must hold. Each runs
against a hub of its own, in test mode on a folder that is removed afterwards. With --hub it runs
against one that is there, with a hall of its own that is taken away again; its cases are test cases
unless that hub is in test mode, and steps that such a hub cannot do are named before anything begins.

  npm run sim -- scenario run window-visit
  npm run sim -- scenario run my-hall.json --json > report.jsonl

Exit codes: 0 every step passed; 1 one failed, or the run could not go on; 2 wrong options, or a
scenario that cannot be read (all its errors are listed with their paths).`;

const SHAPE = {
  hub: z.url().optional().describe('A hub that is there, e.g. http://localhost:8600'),
  adminName: z.string().default('admin').describe('Its administrator (default admin)'),
  adminPassword: z.string().optional().describe('and the password; needed with --hub'),
  json: flag().describe('The report as one JSON line a scenario on standard output'),
};

const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

async function run(argv: readonly string[]): Promise<number> {
  const firstOption = argv.findIndex((word) => word.startsWith('-'));
  const words = firstOption < 0 ? argv : argv.slice(0, firstOption);
  const [verb, ...names] = words;
  const options = readOptions(USAGE, SHAPE, argv.slice(words.length), process.env);
  if (!options.ok) return say(options.words, options.exitCode);
  if (verb === 'list') return list();
  if (verb === 'steps') return steps();
  if (verb === 'show' && names[0] !== undefined) return show(names[0]);
  if (verb === 'run' && names.length > 0) return runAll(names, options.values);
  return say(`Say list, steps, show NAME or run NAME. See --help.\n`, EXIT.usage);
}

function list(): number {
  for (const name of shelfNames()) {
    const { title } = mustRead(name);
    process.stdout.write(`${name.padEnd(26)}${title.en} · ${title.zh}\n`);
  }
  return EXIT.ok;
}

function steps(): number {
  for (const { name, words } of STEP_WORDS) process.stdout.write(`${name.padEnd(20)}${words}\n`);
  return EXIT.ok;
}

function show(name: string): number {
  const read = readOne(name);
  if (!read.ok) return say(flawText(name, read.flaws), EXIT.usage);
  const { title, about, windows, kiosks, receivers, steps } = read.scenario;
  const places = [
    ...windows.map(({ window, evaluator }) => `window ${window} (${evaluator})`),
    ...kiosks.map(({ kiosk }) => `kiosk ${kiosk}`),
    ...receivers,
  ];
  const lines = [
    `${read.scenario.name}: ${title.en} · ${title.zh}`,
    ...(about === undefined ? [] : [about]),
    `With ${places.join(', ')}`,
    ...steps.map((step, n) => `${String(n + 1).padStart(3)}  ${stepText(step)}`),
  ];
  return say(`${lines.join('\n')}\n`, EXIT.ok);
}

interface Values {
  hub?: string | undefined;
  adminName: string;
  adminPassword?: string | undefined;
  json: boolean;
}

async function runAll(names: string[], values: Values): Promise<number> {
  const wanted = names.flatMap((name) => (name === 'all' ? shelfNames() : [name]));
  const scenarios: Scenario[] = [];
  const errors: string[] = [];
  for (const name of wanted) {
    const read = readOne(name);
    if (read.ok) scenarios.push(read.scenario);
    else errors.push(flawText(name, read.flaws));
  }
  if (values.hub !== undefined && values.adminPassword === undefined) {
    errors.push('--admin-password: needed with --hub\n');
  }
  if (errors.length > 0) return say(errors.join(''), EXIT.usage);
  const asked = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => asked.abort());
  let passed = true;
  for (const scenario of scenarios) {
    const report = await runOne(scenario, values, asked.signal);
    passed &&= report?.passed ?? false;
    if (asked.signal.aborted) break;
  }
  return passed && !asked.signal.aborted ? EXIT.ok : EXIT.failed;
}

async function runOne(
  scenario: Scenario,
  values: Values,
  signal: AbortSignal,
): Promise<ScenarioReport | null> {
  const paint = paintFor(process.stderr);
  const { hub: hubUrl, adminName, adminPassword = '', json } = values;
  const hub = hubUrl && { hubUrl, account: { name: adminName, password: adminPassword } };
  process.stderr.write(`${paint('bold', scenario.name)}  ${scenario.title.en}\n`);
  const total = scenario.steps.length;
  const onStep = (step: StepReport) => process.stderr.write(`${lineOf(step, total)}\n`);
  try {
    const report = await runScenario(scenario, {
      ...{ clock: systemClock, onStep, signal },
      ...(hub && { hub }),
    });
    const verdict = report.passed ? paint('green', 'passed') : paint('red', 'failed');
    process.stderr.write(`${verdict} in ${report.seconds} s\n\n`);
    if (json) process.stdout.write(`${JSON.stringify(report)}\n`);
    return report;
  } catch (error) {
    process.stderr.write(`${paint('red', wordsOfFault(error, hubUrl))}\n`);
    return null;
  }
}

function lineOf({ no, words, outcome, detail, ms }: StepReport, total: number): string {
  const paint = paintFor(process.stderr);
  const mark = {
    done: paint('green', '✓'),
    failed: paint('red', '✗'),
    skipped: paint('gray', '-'),
  }[outcome];
  const told = detail === '' ? '' : `  ${paint('gray', `${detail} (${ms} ms)`)}`;
  return `  ${mark} ${String(no).padStart(2)}/${total} ${words}${told}`;
}

function readOne(name: string) {
  const text = scenarioText(name);
  if (text !== null) return readScenario(text);
  const message = `no such scenario and no such file; there are ${shelfNames().join(', ')}`;
  return { ok: false as const, flaws: [{ path: '', message }] };
}

function mustRead(name: string): Scenario {
  const read = readOne(name);
  if (!read.ok) throw new Error(flawText(name, read.flaws));
  return read.scenario;
}

function flawText(name: string, flaws: readonly Flaw[]): string {
  const lines = flaws.map(({ path, message }) => `${name}: ${path}${path && ': '}${message}`);
  return `${lines.join('\n')}\n`;
}

function say(words: string, exitCode: number): number {
  (exitCode === 0 ? process.stdout : process.stderr).write(words);
  return exitCode;
}

export const scenarioCommand: Command = {
  summary: 'list, show or run scenarios: parties, faults and what must hold',
  run,
};
