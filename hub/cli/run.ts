import { parseArgs } from 'node:util';
import { FIRST_ADMINISTRATOR } from '../people/accounts.ts';
import type { Call } from './call.ts';
import { COMMANDS } from './commands.ts';
import { HubClient } from './hub-client.ts';
import { CliError, EXIT, type Io } from './io.ts';

const OPTIONS = {
  hub: { type: 'string' },
  name: { type: 'string' },
  terminal: { type: 'string' },
  hall: { type: 'string' },
  all: { type: 'boolean' },
  force: { type: 'boolean' },
  remove: { type: 'boolean' },
  percent: { type: 'string' },
  window: { type: 'string' },
  number: { type: 'string' },
  roles: { type: 'string' },
  kind: { type: 'string' },
  reason: { type: 'string' },
  step: { type: 'string' },
  state: { type: 'string' },
  due: { type: 'string' },
  destination: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  pack: { type: 'string' },
  calendar: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

const HELP = `Usage: node hub/cli.ts COMMAND [options]

${Object.values(COMMANDS)
  .map((command) => `  ${command.usage}\n      ${command.meaning}`)
  .join('\n')}

Options:
  --hub URL      Where the hub is; default http://127.0.0.1:8600, environment HAOCHAPING_HUB
  --name NAME    Account to log in with; default ${FIRST_ADMINISTRATOR}
  --json         Print results as JSON
  --help         This text

The password comes from HAOCHAPING_PASSWORD, or is asked for.
Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 the ledger is broken, or the figures
are not what it says.
`;

/** Runs one command; returns the exit code. Never throws for what a user can do wrong. */
export async function runCli(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await run(argv, io);
  } catch (error) {
    if (error instanceof CliError) {
      io.err(`${error.message}\n`);
      return error.exitCode;
    }
    const { code, message, stack } = error as Error & { code?: string };
    io.err(`${code === undefined ? stack : message}\n`);
    return EXIT.failed;
  }
}

async function run(argv: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parse(argv);
  const [name, ...words] = positionals;
  if (values.help || name === undefined) {
    (values.help ? io.out : io.err)(HELP);
    return values.help ? EXIT.ok : EXIT.usage;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new CliError(`${name}: no such command. See --help.`, EXIT.usage);
  if (words.length < command.words) throw new CliError(`Usage: ${command.usage}`, EXIT.usage);
  const { json, help: _, ...given } = values;
  const url = given.hub ?? io.env.HAOCHAPING_HUB ?? 'http://127.0.0.1:8600';
  const call: Call = {
    words,
    options: Object.fromEntries(
      Object.entries(given).map(([option, value]) => [option, value === true ? 'yes' : value]),
    ) as Call['options'],
    io,
    hub: new HubClient({ url, name: given.name ?? FIRST_ADMINISTRATOR, io }),
    show: (result, inWords) => io.out(json ? `${JSON.stringify(result, null, 2)}\n` : inWords),
  };
  return command.run(call);
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new CliError(`${(error as Error).message} See --help.`, EXIT.usage);
  }
}
