import { parseArgs } from 'node:util';
import { Hall } from '../faults/hall.ts';
import { attack } from './hostile.ts';

const USAGE = `Usage: node test/hostile/main.ts [options]

Sends spoiled MQTT, HTTP and serial bytes while citizens rate, and checks that the hub stays up,
stays small, and loses nothing genuine.

  --cases N     How many (default 100000)
  --seed N      The same seed sends the same (default 1)

Exit codes: 0 all held, 1 something did not, 2 wrong usage.
`;

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});
const [cases, seed] = [Number(values.cases), Number(values.seed)];
if (values.help || !Number.isInteger(cases) || !Number.isInteger(seed)) {
  process.stdout.write(USAGE);
  process.exit(values.help ? 0 : 2);
}
const hall = await Hall.open({ terminals: 2, seed });
try {
  const report = await attack(hall, { cases, seed });
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  if (report.violations.length > 0) process.exitCode = 1;
} finally {
  await hall.close();
}
