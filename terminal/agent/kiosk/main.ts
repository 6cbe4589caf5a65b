import { parseArgs } from 'node:util';
import { z } from 'zod';
import { systemClock } from '../../link/index.ts';
import { createLog } from '../log.ts';
import { AgentWatch } from './agent-watch.ts';
import { findChromium } from './find-chromium.ts';
import { Kiosk } from './kiosk.ts';

const EXIT = { ok: 0, failed: 1, badConfiguration: 2 } as const;

const HELP = `Usage: npm run kiosk -- [options]

Keeps a Chromium, Chrome or Edge on the agent's page, full screen and with a profile of its own.

  --agent-url URL       where the agent is (default http://localhost:8610, HAOCHAPING_KIOSK_AGENT_URL)
  --data-folder FOLDER  the agent's; the browser's profile lies in it (default ./agent-data,
                        HAOCHAPING_KIOSK_DATA_FOLDER)
  --chromium FILE       the browser's program (default: the first that is found,
                        HAOCHAPING_KIOSK_CHROMIUM)
  --help                this text

Exit codes: 0 stopped as asked, 1 no browser was found, 2 wrong settings.
`;

const SettingsSchema = z.object({
  'agent-url': z.url({ protocol: /^http$/ }).default('http://localhost:8610'),
  'data-folder': z.string().min(1).default('./agent-data'),
  chromium: z.string().min(1).optional(),
});

/** Command line before environment before default. */
function readSettings() {
  const { env } = process;
  const names = ['agent-url', 'data-folder', 'chromium'] as const;
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  const given = parseArgs({ options: { ...options, help: { type: 'boolean' } } }).values;
  const fromEnv = names.map((name) => [
    name,
    env[`HAOCHAPING_KIOSK_${name.replaceAll('-', '_').toUpperCase()}`] || undefined,
  ]);
  if (given.help) end(EXIT.ok, HELP);
  return SettingsSchema.parse({ ...Object.fromEntries(fromEnv), ...given });
}

function end(code: number, words: string): never {
  (code === EXIT.ok ? process.stdout : process.stderr).write(words);
  process.exit(code);
}

function settings() {
  try {
    return readSettings();
  } catch (error) {
    const words =
      error instanceof z.ZodError
        ? error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n')
        : (error as Error).message;
    return end(EXIT.badConfiguration, `${words}\nSee --help.\n`);
  }
}

const { 'agent-url': url, 'data-folder': dataFolder, chromium } = settings();
const found = chromium ?? findChromium(process.env.PATH);
if (found === undefined) {
  end(
    EXIT.failed,
    'No Chromium, Chrome or Edge was found; install one or name it by --chromium.\n',
  );
}
const agent = new AgentWatch(url.replace(/\/$/, ''), dataFolder);
const kiosk = new Kiosk({
  chromium: found,
  dataFolder,
  agent,
  clock: systemClock,
  log: createLog('info'),
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void kiosk.stop().then(() => process.exit(EXIT.ok)));
}
kiosk.start();
