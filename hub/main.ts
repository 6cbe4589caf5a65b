import { readFileSync } from 'node:fs';
import { createHub, type HubConfig, HubError, parseConfig, SETTINGS } from './index.ts';

/** Exit codes of the hub's process. */
const EXIT = { ok: 0, failed: 1, badConfiguration: 2 } as const;

const HELP = `Usage: node hub/main.ts [options]

Runs the hub: HTTP API and MQTT over WebSocket on one port, MQTT over TCP on another.

${SETTINGS.map((one) => `  ${one.option}\n      ${one.meaning}\n      default ${one.default}, environment ${one.env}`).join('\n')}
  --config
      A JSON file with the same settings by name
  --help
      This text

Exit codes: 0 stopped as asked, 1 could not start or failed, 2 wrong settings.
`;

/** Signals that ask for a graceful stop; a second one ends the process at once. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM'] as const;

async function run(config: HubConfig): Promise<void> {
  // A store that cannot go on ends the process: whoever supervises it starts it anew, and the
  // terminals keep their ratings meanwhile.
  const hub = createHub(config, { onFault: fail });
  let asked = false;
  const stop = () => {
    if (asked) process.exit(EXIT.failed);
    asked = true;
    hub.stop().then(
      () => process.exit(EXIT.ok),
      (error: unknown) => fail(error),
    );
  };
  for (const signal of STOP_SIGNALS) process.on(signal, stop);
  const { httpUrl, mqttTcpPort, firstAdministrator } = await hub.start();
  const lines = [`hub     ${httpUrl}`, `MQTT    ${httpUrl.replace('http', 'ws')}/mqtt`];
  if (mqttTcpPort !== null) lines.push(`        mqtt://${config.host}:${mqttTcpPort}`);
  if (firstAdministrator) {
    const { name, password } = firstAdministrator;
    lines.push(
      `admin   ${name} / ${password}   (shown this once; change it with PUT /api/account/password)`,
    );
  }
  if (config.testMode)
    lines.push('TEST MODE: nothing of this hub is real; its clock can be set forward');
  process.stdout.write(`${lines.join('\n')}\n`);
}

function fail(error: unknown): never {
  const { code, message, stack } = error as Error & { code?: string };
  // A fault with a code was foreseen: its words are enough.
  const foreseen = error instanceof HubError || code !== undefined;
  process.stderr.write(`${foreseen ? message : (stack ?? String(error))}\n`);
  process.exit(code === 'badProfile' ? EXIT.badConfiguration : EXIT.failed);
}

function readConfigFile(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((word) => word === '--config' || word.startsWith('--config='));
  if (at < 0) return undefined;
  const path = argv[at]?.split('=')[1] ?? argv[at + 1] ?? '';
  return readFileSync(path, 'utf8');
}

const argv = process.argv.slice(2);
if (argv.includes('--help')) {
  process.stdout.write(HELP);
  process.exit(EXIT.ok);
}
try {
  const file = readConfigFile(argv);
  const outcome = parseConfig({ argv, env: process.env, ...(file === undefined ? {} : { file }) });
  if (!outcome.ok) {
    process.stderr.write(`${outcome.errors.join('\n')}\nSee --help.\n`);
    process.exit(EXIT.badConfiguration);
  }
  await run(outcome.config);
} catch (error) {
  fail(error);
}
