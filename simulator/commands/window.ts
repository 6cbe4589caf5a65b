import { z } from 'zod';
import { systemClock } from '../../terminal/link/index.ts';
import { CaseSource, localInstant, staffMember } from '../cases.ts';
import { readOptions, whole } from '../options.ts';
import { WindowPc } from '../parties/window-pc.ts';
import { sleep } from '../patience.ts';
import { seeded } from '../random.ts';
import type { Command } from './command.ts';

const USAGE = `node simulator/main.ts window [options]

A window PC that finishes cases one after another and reports them to the hub; while the hub is
away it hands them to the agent beside it, if there is one, and sends the records later.`;

const SHAPE = {
  hub: z.url().default('http://localhost:8600').describe('Where the hub is'),
  key: z.string('needed: POST /api/systems gives one').describe('Key of the business system'),
  hall: z.string('needed: an id of the directory').describe('Hall of the window'),
  window: z.string('needed: a window of that hall').describe('Window number'),
  staffNo: z.string().optional().describe('Who serves there'),
  staffName: z.string().optional().describe('and the name'),
  agent: z.url().optional().describe('Address of the agent, e.g. http://localhost:8610'),
  agentKey: z.string().optional().describe('Its local key'),
  cases: whole(1, 1_000_000).default(1).describe('How many cases (default 1)'),
  everySeconds: whole(0, 86_400).default(20).describe('Pause between two of them (default 20)'),
  seed: whole(0, 4_294_967_295)
    .optional()
    .describe('Repeats a run; the hub then knows the cases. Default: the present moment'),
};

async function run(argv: readonly string[]): Promise<number> {
  const options = readOptions(USAGE, SHAPE, argv, process.env);
  if (!options.ok) {
    (options.exitCode === 0 ? process.stdout : process.stderr).write(options.words);
    return options.exitCode;
  }
  const { hub, key, hall, window: windowNo, staffNo, staffName, cases, seed } = options.values;
  const { agent: url, agentKey: localKey, everySeconds } = options.values;
  const agent = url !== undefined && localKey !== undefined ? { agent: { url, localKey } } : {};
  const windowPc = new WindowPc({ hubUrl: hub, systemKey: key, ...agent });
  const source = new CaseSource(seeded(seed ?? systemClock.now()));
  const staff = staffNo === undefined ? staffMember(1) : { staffNo, name: staffName ?? staffNo };
  try {
    for (let n = 0; n < cases; n++) {
      if (n > 0) await sleep(systemClock, everySeconds * 1_000);
      await windowPc.catchUp();
      const place = { kind: 'window', hallId: hall, windowNo, staff } as const;
      const record = source.finished(place, localInstant(systemClock.now()));
      const delivery = await windowPc.report([record]);
      process.stdout.write(`${record.caseNo} ${record.item.name}: ${JSON.stringify(delivery)}\n`);
    }
    const waiting = await windowPc.catchUp();
    if (waiting > 0) process.stderr.write(`${waiting} records did not reach the hub\n`);
    return waiting > 0 ? 1 : 0;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return 1;
  }
}

export const windowCommand: Command = {
  summary: 'a window PC that finishes cases',
  run,
};
