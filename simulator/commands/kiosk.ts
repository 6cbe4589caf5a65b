import { z } from 'zod';
import { systemClock } from '../../terminal/link/index.ts';
import { CaseSource, localInstant } from '../cases.ts';
import { number, readOptions, whole } from '../options.ts';
import { KioskApp } from '../parties/kiosk-app.ts';
import { sleep } from '../patience.ts';
import { seeded } from '../random.ts';
import type { Command } from './command.ts';
import { wordsOfFault } from './words-of-fault.ts';

const USAGE = `node simulator/main.ts kiosk [options]

The business program of a kiosk: citizens go through flows, some break off, and each flow that ends
normally is reported, so that the kiosk asks by itself (SZ-14b, SZ-18f). While the hub is away it hands
the case to the kiosk's agent, if it has one, and sends the record later.

Exit codes: 0 the hub has every record; 1 it lacks some, or refused; 2 wrong options.`;

const SHAPE = {
  hub: z.url().default('http://localhost:8600').describe('Where the hub is'),
  key: z.string('needed: POST /api/systems gives one').describe('Key of the business system'),
  hall: z.string('needed: an id of the directory').describe('Hall of the kiosk'),
  terminal: z
    .string('needed: as it was named at its approval')
    .describe('Terminal id of the kiosk'),
  agent: z.url().optional().describe('Address of its agent, e.g. http://localhost:8610'),
  agentKey: z.string().optional().describe('and the local key'),
  flows: whole(1, 1_000_000).default(1).describe('How many flows (default 1)'),
  everySeconds: whole(0, 86_400).default(20).describe('Pause between two of them (default 20)'),
  brokenOff: number(0, 1).default(0).describe('Share of flows that break off (default 0)'),
  seed: whole(0, 4_294_967_295).optional().describe('Repeats a run. Default: the present moment'),
};

async function run(argv: readonly string[]): Promise<number> {
  const options = readOptions(USAGE, SHAPE, argv, process.env);
  if (!options.ok) {
    (options.exitCode === 0 ? process.stdout : process.stderr).write(options.words);
    return options.exitCode;
  }
  const { hub: hubUrl, key: systemKey, hall: hallId, terminal: terminalId } = options.values;
  const { agent: url, agentKey: localKey, flows, everySeconds, brokenOff, seed } = options.values;
  const agent = url !== undefined && localKey !== undefined ? { agent: { url, localKey } } : {};
  const now = () => systemClock.now();
  const kiosk = new KioskApp({ hubUrl, systemKey, hallId, terminalId, now, ...agent });
  const random = seeded(seed ?? now());
  const source = new CaseSource(random);
  try {
    for (let n = 0; n < flows; n++) {
      if (n > 0) await sleep(systemClock, everySeconds * 1_000);
      await kiosk.catchUp();
      const { caseNo, item } = source.finished(
        { kind: 'kiosk', hallId, terminalId },
        localInstant(now()),
      );
      kiosk.begin(caseNo, item);
      const isBrokenOff = random() < brokenOff;
      const told = isBrokenOff ? kiosk.breakOff() : await kiosk.end();
      process.stdout.write(`${caseNo} ${item.name}: ${JSON.stringify(told ?? 'broken off')}\n`);
    }
    const waiting = await kiosk.catchUp();
    if (waiting > 0) process.stderr.write(`${waiting} records did not reach the hub\n`);
    return waiting > 0 ? 1 : 0;
  } catch (error) {
    process.stderr.write(`${wordsOfFault(error, hubUrl)}\n`);
    return 1;
  }
}

export const kioskCommand: Command = {
  summary: 'the business program of a kiosk, whose flows end or break off',
  run,
};
