import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { buildBrowserCode } from '../../.ci/build.ts';
import { initialScript } from './browser.ts';
import { defaults } from './defaults.ts';
import { bareCommit } from './disk.ts';
import { asJson, asTable, type Figure, holds } from './figures.ts';
import { memoryPerTerminal } from './hub.ts';
import { rates } from './rates.ts';

const HELP = `Measures the hub against bare brokers in one run on this machine.

  npm run bench -- [--rounds N] [--json FILE]

  --rounds N   repeat each rate N times, interleaved, and take the median (default 5)
  --json FILE  write every figure with its name, unit, bound and whether it holds
  --help       this text

Ends with 1 when a bound does not hold.`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const say = (line: string) => process.stdout.write(`${line}\n`);
if (values.help || !Number.isInteger(rounds) || rounds < 1) {
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

await buildBrowserCode({ say });
const figures = [
  await bareCommit(),
  ...(await rates(rounds, say)),
  await memory(),
  ...(await defaults(say)),
  await initialScript(),
];
say(`\n${asTable(figures)}`);
if (values.json !== undefined) await writeFile(values.json, asJson(figures, machine));
process.exitCode = figures.some((figure) => holds(figure) === false) ? 1 : 0;

async function memory(): Promise<Figure> {
  say('memory: connecting 2,000 idle terminals …');
  return memoryPerTerminal(2_000);
}
