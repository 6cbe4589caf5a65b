import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { defaults } from './defaults.ts';
import { bareCommit } from './disk.ts';
import { figureQuestions } from './figure-questions.ts';
import { asJson, asTable, type Figure, holds } from './figures.ts';
import { memoryPerTerminal } from './hub.ts';
import { rates } from './rates.ts';
import { screen } from './screen/main.ts';

/** What is measured, in this order. */
const PARTS: Record<string, (rounds: number) => Promise<Figure[]>> = {
  disk: async () => [await bareCommit()],
  rates: (rounds) => rates(rounds, say),
  memory: async () => {
    say('memory: connecting 2,000 idle terminals …');
    return [await memoryPerTerminal(2_000)];
  },
  figures: (rounds) => figureQuestions(rounds, say),
  defaults: () => defaults(say),
  screen: () => screen(say),
};

const HELP = `Measures the hub against bare brokers, and the screen on a slow device, on this machine.

  npm run bench -- [--rounds N] [--only PART,PART] [--json FILE]

  --rounds N   repeat each measurement N times, interleaved, and take the median (default 5)
  --only PARTS measure these only: ${Object.keys(PARTS).join(', ')}
  --json FILE  write every figure with its name, unit, bound and whether it holds
  --help       this text

Ends with 1 when a bound does not hold.`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    only: { type: 'string' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const chosen = values.only?.split(',') ?? Object.keys(PARTS);
const isWrong = !Number.isInteger(rounds) || rounds < 1 || chosen.some((one) => !(one in PARTS));
if (values.help || isWrong) {
  say(HELP);
  process.exit(values.help ? 0 : 2);
}

const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
};
say(`${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, ${machine.platform}`);

const figures: Figure[] = [];
for (const [name, measure] of Object.entries(PARTS)) {
  if (chosen.includes(name)) figures.push(...(await measure(rounds)));
}
say(`\n${asTable(figures)}`);
if (values.json !== undefined) await writeFile(values.json, asJson(figures, machine));
process.exitCode = figures.some((figure) => holds(figure) === false) ? 1 : 0;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
