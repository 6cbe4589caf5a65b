import { z } from 'zod';
import { systemClock } from '../../terminal/link/index.ts';
import { readOptions, whole } from '../options.ts';
import { createHotline } from '../parties/hotline.ts';
import { BEHAVIOURS, type PartyOptions } from '../parties/party.ts';
import { createProvince } from '../parties/province.ts';
import { createSmsGateway } from '../parties/sms.ts';
import type { Command } from './command.ts';

const PARTIES = { hotline: createHotline, sms: createSmsGateway, province: createProvince };

const USAGE = `node simulator/main.ts party hotline|sms|province [options]

One of those whom a hub reports to. Prints its address and every message it gets; give the address
to the hub with --hotline-url, --sms-url or --province-url. Ctrl-C ends it.`;

const SHAPE = {
  port: whole(0, 65_535).default(0).describe('Where it listens (default: a free port)'),
  behaviour: z.enum(BEHAVIOURS).default('accepting').describe(BEHAVIOURS.join(', ')),
  reason: z.string().default('not acceptable').describe('What it says when it refuses'),
  slowMs: whole(0, 600_000).default(1_000).describe('How long a slow one takes (1000)'),
};

async function run(argv: readonly string[]): Promise<number> {
  const [kind = '', ...rest] = argv;
  const known = Object.hasOwn(PARTIES, kind);
  const options = readOptions(USAGE, SHAPE, known ? rest : ['--help'], process.env);
  if (!options.ok) {
    const asked = known || kind === '--help';
    (asked && options.exitCode === 0 ? process.stdout : process.stderr).write(options.words);
    return asked ? options.exitCode : 2;
  }
  const { port, behaviour, reason, slowMs } = options.values;
  const onMessage: PartyOptions['onMessage'] = ({ path, key, content }, reply) =>
    say(`${path} ${key} ${JSON.stringify(content)} -> ${JSON.stringify(reply)}`);
  const party = PARTIES[kind as keyof typeof PARTIES]({ clock: systemClock, slowMs, onMessage });
  party.behaviour = behaviour;
  party.reason = reason;
  say(`${kind} ${await party.start(port)} (${behaviour})`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await party.stop();
  return 0;
}

function say(words: string): void {
  process.stdout.write(`${words}\n`);
}

export const partyCommand: Command = {
  summary: 'a hotline, SMS gateway or provincial platform',
  run,
};
