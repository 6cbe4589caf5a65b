import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { TerminalKindSchema } from '../../protocol/index.ts';
import { SqliteOutbox } from '../../terminal/agent/outbox/index.ts';
import { systemClock } from '../../terminal/link/index.ts';
import { createCitizen, EAGER, ORDINARY } from '../citizen.ts';
import { openIdentity } from '../identity.ts';
import { readOptions, whole } from '../options.ts';
import { VirtualTerminal } from '../parties/terminal.ts';
import { seeded } from '../random.ts';
import type { Command } from './command.ts';

const USAGE = `node simulator/main.ts terminal [options]

One virtual terminal with an outbox on disk and a citizen who answers its prompts. At the first
start it asks to be enrolled and prints the code for the administrator. Ctrl-C ends it; started
again on the same folder it goes on where it was.`;

const SHAPE = {
  hub: z.url().default('http://localhost:8600').describe('Where the hub is'),
  folder: z.string().default('./virtual-terminal').describe('Identity and outbox'),
  kind: TerminalKindSchema.default('evaluator').describe('evaluator or kiosk'),
  hint: z.string().max(80).default('virtual terminal').describe('Where it says that it stands'),
  citizen: z.enum(['ordinary', 'eager']).default('ordinary').describe('ordinary or eager'),
  holdSeconds: whole(0, 60).default(8).describe('How long a tap may be changed (default 8)'),
  seed: whole(0, 4_294_967_295).default(1).describe('The same seed repeats the levels (1)'),
};

async function run(argv: readonly string[]): Promise<number> {
  const options = readOptions(USAGE, SHAPE, argv, process.env);
  if (!options.ok) {
    (options.exitCode === 0 ? process.stdout : process.stderr).write(options.words);
    return options.exitCode;
  }
  const { hub, folder, kind, hint, citizen, holdSeconds, seed } = options.values;
  const asked = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => asked.abort());
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const onCode = (code: string) => say(`enrolment code ${code}`);
  const road = { hubUrl: hub, kind, hint, clock: systemClock, onCode, signal: asked.signal };
  const identity = await openIdentity(folder, road);
  const outbox = new SqliteOutbox(join(folder, 'outbox.sqlite'));
  const behaviour = citizen === 'eager' ? EAGER : ORDINARY;
  const terminal = new VirtualTerminal({
    identity,
    kind,
    outbox,
    citizen: createCitizen(seeded(seed), behaviour),
    clock: systemClock,
    holdMs: holdSeconds * 1_000,
    onStatus: (status) => say(JSON.stringify(status)),
    onGiven: (eventId, { caseNo, level }) => say(`rated ${caseNo}: ${level} (${eventId})`),
    onSettled: (entry) => say(`${entry.outcome} ${entry.eventId}`),
  });
  say(`terminal ${identity.credentials.terminalId}`);
  terminal.start();
  await aborted(asked.signal);
  await terminal.stop();
  outbox.close();
  return 0;
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
}

function say(words: string): void {
  process.stdout.write(`${words}\n`);
}

export const terminalCommand: Command = {
  summary: 'one virtual terminal with a citizen before it',
  run,
};
