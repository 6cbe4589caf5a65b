import { parseArgs } from 'node:util';
import { Hall } from './hall.ts';
import { watchOrder } from './order/watch-order.ts';
import { faultText, type Plan, planOf, SIZE } from './plan.ts';
import { type Outcome, run } from './run.ts';

const USAGE = `Usage: node test/faults/main.ts [options]

Lets hubs, terminals and the network between them fail in random ways, one seed after another, and
checks after each that nothing was lost, doubled or invented.

  --from N      First seed (default 1)
  --seeds N     How many (default 20)
  --json        One line of JSON a seed
  --order       Instead: watch the hub's system calls (Linux, strace), and check that no receipt
                leaves before the log that holds its rating is on the disk

Exit codes: 0 all held, 1 something did not, 2 wrong usage.
`;

const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '20' },
    json: { type: 'boolean', default: false },
    order: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const [from, seeds] = [Number(values.from), Number(values.seeds)];
if (values.help || !Number.isInteger(from) || !Number.isInteger(seeds)) {
  process.stdout.write(USAGE);
  process.exit(values.help ? 0 : 2);
}

if (values.order) {
  const { watched, broken } = await watchOrder();
  for (const words of broken) process.stdout.write(`${words}\n`);
  process.stdout.write(`${watched} ratings, ${broken.length} out of order\n`);
  process.exit(broken.length === 0 ? 0 : 1);
}

function lineOf(outcome: Outcome, { seed, happenings }: Plan): string {
  const { violations, taps, ratings, refused, defaults, seconds } = outcome;
  const faults = happenings.flatMap((one) =>
    one.what === 'fault' ? [`${one.atMs} ms ${faultText(one.fault)}`] : [],
  );
  const counts = `${taps} taps, ${ratings} ratings, ${refused} refused, ${defaults} defaults`;
  const verdict = violations.length === 0 ? 'holds' : 'BROKEN';
  const lines = [`${seed}: ${verdict}  ${counts}, ${seconds} s  [${faults.join('; ')}]`];
  return [...lines, ...violations.map((violation) => `    ${violation}`), ''].join('\n');
}

const outcomes: Outcome[] = [];
const hall = await Hall.open({ terminals: SIZE.terminals, seed: from });
try {
  for (let seed = from; seed < from + seeds; seed++) {
    const plan = planOf(seed, SIZE);
    const outcome = await run(hall, plan);
    outcomes.push(outcome);
    process.stdout.write(values.json ? `${JSON.stringify(outcome)}\n` : lineOf(outcome, plan));
  }
} finally {
  await hall.close();
}
const broken = outcomes.filter(({ violations }) => violations.length > 0);
const taps = outcomes.reduce((sum, outcome) => sum + outcome.taps, 0);
process.stderr.write(`${outcomes.length} seeds, ${taps} taps, ${broken.length} broken\n`);
for (const { seed } of broken) {
  process.stderr.write(`again: npm run faults -- --from ${seed} --seeds 1\n`);
  process.exitCode = 1;
}
