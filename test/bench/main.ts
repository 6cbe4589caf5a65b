import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { initialScript } from './browser.ts';
import { asJson, asTable, type Figure, holds, median } from './figures.ts';
import { HubUnderLoad, hubFigures, memoryPerTerminal, rateOf } from './hub.ts';
import type { LoadResult } from './parties/load.ts';
import { bareAedes, mosquitto, referenceFigures, type Shape } from './reference.ts';

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

const figures = [...(await rates(rounds)), await memory(), await initialScript()];
say(`\n${asTable(figures)}`);
if (values.json !== undefined) await writeFile(values.json, asJson(figures, machine));
process.exitCode = figures.some((figure) => holds(figure) === false) ? 1 : 0;

/** All rates, each round touching every party, so that a noisy minute spoils none of them alone. */
async function rates(rounds: number): Promise<Figure[]> {
  const shape: Shape = { terminals: 50, inFlight: 8, messages: 30_000 };
  say('starting the brokers and the hub, enrolling 500 terminals …');
  const aedes = await bareAedes(shape);
  const mosq = await mosquitto(shape);
  if (mosq === null) say('Mosquitto is not installed here; its figure is left out.');
  const hub = await HubUnderLoad.start(500);
  const bare: number[] = [];
  const beside: number[] = [];
  const runs: Record<'alone' | 'fifty' | 'many', LoadResult[]> = { alone: [], fifty: [], many: [] };
  try {
    for (let round = 1; round <= rounds; round++) {
      say(`round ${round} of ${rounds} …`);
      const alone = await hub.prepare(1, 2_000);
      const fifty = await hub.prepare(50, shape.messages / 50);
      const many = await hub.prepare(500, 60);
      bare.push(await aedes.run());
      if (mosq) beside.push(await mosq.run());
      runs.alone.push(await hub.run(alone, 1));
      runs.fifty.push(await hub.run(fifty, shape.inFlight));
      runs.many.push(await hub.run(many, shape.inFlight));
    }
  } finally {
    await Promise.all([hub.stop(), aedes.stop(), mosq?.stop()]);
  }
  return [...referenceFigures(bare, beside), ...hubTable(runs, bare)];
}

function hubTable(
  { alone, fifty, many }: Record<'alone' | 'fifty' | 'many', LoadResult[]>,
  bare: readonly number[],
): Figure[] {
  const aloneFigures = hubFigures('1 terminal × 1', alone).map((figure) =>
    figure.name.endsWith('p50')
      ? { ...figure, bound: { atMost: 1 }, prototype: { low: 0.45, high: 0.45 } }
      : figure,
  );
  const fiftyFigures = hubFigures('50 terminals × 8', fifty).map((figure) =>
    figure.unit === '/s' ? { ...figure, prototype: { low: 8_000, high: 11_000 } } : figure,
  );
  return [
    ...aloneFigures,
    ...fiftyFigures,
    ...hubFigures('500 terminals × 8', many),
    {
      name: 'ratio hub / bare aedes, 50 terminals × 8',
      value: median(fifty.map(rateOf)) / median(bare),
      unit: '',
      bound: { atLeast: 0.4 },
      aim: 0.6,
      prototype: { low: 0.46, high: 0.47 },
    },
  ];
}

async function memory(): Promise<Figure> {
  say('memory: connecting 2,000 idle terminals …');
  return memoryPerTerminal(2_000);
}
