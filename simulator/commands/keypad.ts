import { createInterface } from 'node:readline';
import { z } from 'zod';
import { LEVELS, type Level } from '../../protocol/index.ts';
import { BUILT_IN_PROFILES } from '../../protocol/serial/index.ts';
import { systemClock } from '../../terminal/link/index.ts';
import { readOptions } from '../options.ts';
import { SerialEvaluator, type VirtualKey } from '../parties/serial-evaluator.ts';
import type { Command } from './command.ts';

const DRIVERS = BUILT_IN_PROFILES.filter(({ line }) => line.kind === 'serial').map(
  ({ driver }) => driver,
);

const USAGE = `node simulator/main.ts keypad [options]

A button evaluator on a virtual serial port (needs socat). Type what happens to it:
5 4 3 2 1, confirm, back; bounce KEY, hold KEY, together KEY KEY, unknown, garbage,
unplug, plug, deaf, hears. Ctrl-C ends it. Beside it:
node terminal/agent/main.ts --keypad-profile open --keypad-port PATH`;

const SHAPE = {
  path: z
    .string()
    .startsWith('/')
    .default('/tmp/haochaping-keypad')
    .describe('Its port appears here'),
  profile: z
    .enum(DRIVERS)
    .default('open')
    .describe(`One of ${DRIVERS.join(', ')}`),
};

const HOLD_MS = 3_000;

/** Does what one line says; the answer is for whoever typed it. */
async function play(keypad: SerialEvaluator, words: string[]): Promise<string> {
  const [what = '', ...keys] = words;
  const [one, other] = keys.map(keyOf);
  const alone = keyOf(what);
  if (alone !== undefined) await keypad.press(alone);
  else if (what === 'bounce' && one !== undefined) await keypad.bounce(one);
  else if (what === 'hold' && one !== undefined) await keypad.hold(one, HOLD_MS);
  else if (what === 'together' && one !== undefined && other !== undefined) {
    keypad.together(one, other);
  } else if (what === 'unknown') await keypad.pressUnknown();
  else if (what === 'garbage') keypad.noise();
  else if (what === 'unplug') await keypad.unplug();
  else if (what === 'plug') await keypad.plug();
  else if (what === 'deaf' || what === 'hears') keypad.isDeaf = what === 'deaf';
  else return `"${words.join(' ')}" is nothing that happens to a keypad; see --help`;
  return 'done';
}

function keyOf(word: string): VirtualKey | undefined {
  if (word === 'confirm' || word === 'back') return word;
  return LEVELS.find((level: Level) => String(level) === word);
}

async function run(argv: readonly string[]): Promise<number> {
  const options = readOptions(USAGE, SHAPE, argv, process.env);
  if (!options.ok) {
    (options.exitCode === 0 ? process.stdout : process.stderr).write(options.words);
    return options.exitCode;
  }
  const { path, profile: driver } = options.values;
  const profile = BUILT_IN_PROFILES.find((one) => one.driver === driver);
  if (profile === undefined) throw new Error(`no profile ${driver}`);
  const keypad = new SerialEvaluator({ profile, path, clock: systemClock });
  await keypad.plug();
  process.stdout.write(`${path}  ${profile.title}\n`);
  const lines = createInterface({ input: process.stdin });
  process.once('SIGINT', () => lines.close());
  process.once('SIGTERM', () => lines.close());
  for await (const line of lines) {
    const words = line.trim().split(/\s+/).filter(Boolean);
    if (words.length === 0) continue;
    const answer = await play(keypad, words).catch((error: Error) => error.message);
    process.stdout.write(`${answer}\n`);
    for (const said of keypad.said.splice(0)) process.stdout.write(`it was told: ${said}\n`);
  }
  await keypad.close();
  return 0;
}

export const keypadCommand: Command = {
  summary: 'a button evaluator on a virtual serial port, with its bad habits',
  run,
};
