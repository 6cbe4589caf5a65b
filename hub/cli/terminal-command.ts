import type { Call, CliCommand } from './call.ts';
import { CliError, EXIT } from './io.ts';

type Step = (call: Call, path: string) => Promise<number>;

const STEPS: Record<string, Step> = {
  pause: (call, path) => change(call, path, { paused: true }),
  resume: (call, path) => change(call, path, { paused: false }),
  timings: (call, path) => change(call, path, { timings: timingsIn(call.words.slice(1)) }),
  edition: (call, path) => change(call, path, { edition: editionIn(call) }),
  pin: (call, path) => setPin(call, path),
  reload: (call, path) => instruct(call, path, 'reloadPage'),
  restart: (call, path) => instruct(call, path, 'restartAgent'),
  decommission: (call) => decommission(call),
  keep: (call) => keep(call),
};

/** Terminals from afar. */
export const TERMINAL_COMMAND: CliCommand = {
  usage:
    'terminal pause | resume | reload | restart | timings [NAME=MS …] | edition [NAME] [--percent N] | pin [--remove] | decommission [--force] | keep --terminal ID | --hall HALL | --all',
  meaning:
    "Pauses, resumes, loads the page anew, restarts the agent, sets timings or the app to run (nothing takes back), sets the PIN of the technicians' corner (asked for, or HAOCHAPING_PIN), takes out of service for good (keep takes back); done when nobody is at it",
  words: 1,
  async run(call) {
    const [name = ''] = call.words;
    const step = Object.hasOwn(STEPS, name) ? STEPS[name] : undefined;
    if (!step) throw new CliError(`Usage: ${TERMINAL_COMMAND.usage}`, EXIT.usage);
    return step(call, `/api/terminal-settings/${encodeURIComponent(scopeOf(call))}`);
  },
};

function scopeOf({ options: { terminal, hall, all } }: Call): string {
  const scopes = [terminal && `terminal:${terminal}`, hall && `hall:${hall}`, all && 'all'];
  const [scope, ...more] = scopes.filter((one) => one !== undefined);
  if (!scope || more.length > 0) {
    throw new CliError('Say for whom: one of --terminal ID, --hall HALL, --all', EXIT.usage);
  }
  return String(scope);
}

async function change({ hub, show }: Call, path: string, body: object): Promise<number> {
  const changed = await hub.call<{ terminalIds: string[] }>('PATCH', path, body);
  show(changed, `Changed for ${named(changed.terminalIds)}.\n`);
  return EXIT.ok;
}

async function instruct({ hub, show }: Call, path: string, action: string): Promise<number> {
  const url = `${path}/instructions`;
  const given = await hub.call<{ terminalIds: string[] }>('POST', url, { action });
  show(given, `Told to ${named(given.terminalIds)}; "terminals" shows who has done it.\n`);
  return EXIT.ok;
}

/** Never on the command line, where everybody on the machine could read it. */
async function setPin(call: Call, path: string): Promise<number> {
  const { io, options } = call;
  if (options.remove !== undefined) return change(call, path, { pin: null });
  const pin = io.env.HAOCHAPING_PIN ?? (await io.askSecret('PIN, 6 to 12 digits: '));
  return change(call, path, { pin });
}

async function decommission({ hub, show, options }: Call): Promise<number> {
  const path = pathOf(options.terminal);
  const told = await hub.call('POST', path, { force: options.force !== undefined });
  show(told, `${options.terminal} is told to leave; "terminals" shows it revoked when it has.\n`);
  return EXIT.ok;
}

async function keep({ hub, show, options }: Call): Promise<number> {
  await hub.call('DELETE', pathOf(options.terminal));
  show({ kept: options.terminal }, `${options.terminal} stays.\n`);
  return EXIT.ok;
}

function pathOf(terminalId: string | undefined): string {
  if (terminalId === undefined)
    throw new CliError('One terminal at a time: --terminal', EXIT.usage);
  return `/api/terminals/${encodeURIComponent(terminalId)}/decommission`;
}

function timingsIn(words: string[]): Record<string, number> | null {
  const pairs = words.map((word) => word.split('=', 2));
  const isWrong = pairs.some(([name, ms]) => !name || !/^\d+$/.test(ms ?? ''));
  if (isWrong) throw new CliError('Timings are given as NAME=MILLISECONDS', EXIT.usage);
  if (pairs.length === 0) return null;
  return Object.fromEntries(pairs.map(([name = '', ms]) => [name, Number(ms)]));
}

function editionIn({ words: [, edition], options }: Call) {
  if (edition === undefined) return null;
  const { percent = '100' } = options;
  if (!/^\d+$/.test(percent)) throw new CliError('--percent is a number', EXIT.usage);
  return { edition, percent: Number(percent) };
}

function named(terminalIds: string[]): string {
  if (terminalIds.length === 0) return 'no terminal';
  return terminalIds.length > 5 ? `${terminalIds.length} terminals` : terminalIds.join(', ');
}
