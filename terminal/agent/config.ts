import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { CodeSchema, TerminalKindSchema, textSchema } from '../../protocol/index.ts';
import { hidKeys, origins, portOrOff, whole } from './config-values.ts';

/** Everything that can be set at an agent. The description is what the documentation says. */
export const AgentConfigSchema = z.object({
  hubUrl: z
    .url({ protocol: /^https?$/ })
    .default('http://localhost:8600')
    .describe('Where the hub is; the app on the screen talks to it directly'),
  port: whole(0, 65_535)
    .default(8610)
    .describe('Port on 127.0.0.1 for the app and the local API; 0 takes a free one'),
  kind: TerminalKindSchema.default('evaluator').describe(
    'What this device is: evaluator (窗口评价器) or kiosk (自助服务终端)',
  ),
  hint: textSchema(80)
    .default('')
    .describe('Where the device stands, in words, for whoever approves its enrolment'),
  dataFolder: z
    .string()
    .min(1)
    .default('./agent-data')
    .describe('Folder of all that this device was given: keys, evidence, fetched apps'),
  appFolder: z
    .string()
    .min(1)
    .default(join(import.meta.dirname, '../app/dist'))
    .describe('Folder of the built app'),
  screen: z
    .enum(['app', 'none'])
    .default('app')
    .describe('app: the app asks. none: a keypad alone, for which the agent asks, keeps and sends'),
  keypadProfile: z
    .string()
    .max(500)
    .default('')
    .describe('Driver of the keypad: the name of one that comes along, or the file of one'),
  keypadPort: z
    .string()
    .max(200)
    .default('')
    .describe(
      'Where it hangs: usb:VENDOR:PRODUCT[:SERIAL], /dev/serial/by-id/…, COM3, or host:port',
    ),
  hidKeys: hidKeys()
    .default({})
    .describe(
      'Keys of an accessible keypad, KEY=ACTION by commas; actions 1–5, confirm, back, headphonesIn, headphonesOut',
    ),
  printerPort: z
    .string()
    .max(200)
    .default('')
    .describe('Serial port of the receipt printer, named as a keypad is; for slips with a QR code'),
  printerBaudRate: whole(300, 921_600).default(9_600).describe('Its speed; 8N1'),
  standInTcpPort: portOrOff().describe(
    'Port on which old window PCs find this terminal in place of an Android evaluator by USB (8000)',
  ),
  standInUdpPort: portOrOff().describe(
    'The same on the LAN, and for queue callers (8001); the dialect knows no password',
  ),
  standInHost: z
    .string()
    .min(1)
    .max(200)
    .default('127.0.0.1')
    .describe('Address of this device on which those two ports listen'),
  windowNo: z
    .union([z.literal(''), CodeSchema])
    .default('')
    .describe('Window at which this device stands; old window PCs do not say it'),
  voiceFolder: z
    .string()
    .default('')
    .describe("Folder of the hall's own recordings, LANGUAGE/CLIP.opus; they come before ours"),
  promptShowSeconds: whole(20, 3_600)
    .default(600)
    .describe('How long a case handed in by the window PC may be asked about'),
  allowedOrigins: origins()
    .default([])
    .describe('Web origins whose pages may hand in cases with the local key, by commas'),
  frameAncestors: origins()
    .default([])
    .describe('Web origins that may show the app inside a page of theirs, by commas'),
  logLevel: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('How much is logged; no personal data at any level'),
});
export type AgentConfig = z.infer<typeof AgentConfigSchema>;

/** Settings that are good alone and wrong together, by the option that is to be changed. */
function contradictionsOf(config: AgentConfig): string[] {
  const errors: string[] = [];
  const { keypadProfile, keypadPort, screen } = config;
  if (keypadProfile !== '' && keypadPort === '') errors.push('--keypad-port: where is the keypad?');
  if (keypadPort !== '' && keypadProfile === '') {
    errors.push('--keypad-profile: which driver speaks with it?');
  }
  if (screen === 'none' && keypadProfile === '') {
    errors.push('--screen none: a device with neither screen nor keypad asks nobody');
  }
  const isStandIn = config.standInTcpPort !== 'off' || config.standInUdpPort !== 'off';
  if (isStandIn && config.windowNo === '') {
    errors.push('--window-no: an old window PC does not say at which window it stands');
  }
  if (isStandIn && config.kind === 'kiosk') {
    errors.push('--kind kiosk: a kiosk stands in for no evaluator');
  }
  return errors;
}

/** Every setting with its option, environment variable, default and meaning. */
export const AGENT_SETTINGS = Object.entries(AgentConfigSchema.shape).map(([name, schema]) => ({
  name: name as keyof AgentConfig,
  option: `--${words(name).join('-')}`,
  env: `HAOCHAPING_AGENT_${words(name).join('_').toUpperCase()}`,
  default: name === 'appFolder' ? 'terminal/app/dist' : wordsOf(schema.parse(undefined)),
  meaning: schema.description ?? '',
}));

function wordsOf(value: unknown): string {
  return typeof value === 'object' && !Array.isArray(value) ? '' : String(value);
}

export type AgentConfigOutcome =
  | { ok: true; config: AgentConfig }
  | { ok: false; errors: string[] };

/** Command line before environment before default. Pure; tells every error at once. */
export function parseAgentConfig(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): AgentConfigOutcome {
  const errors: string[] = [];
  const parsed = AgentConfigSchema.safeParse({ ...fromEnv(env), ...fromArgv(argv, errors) });
  for (const issue of parsed.success ? [] : parsed.error.issues) {
    const setting = AGENT_SETTINGS.find(({ name }) => name === issue.path[0]);
    errors.push(`${setting?.option} (${setting?.env}): ${issue.message}`);
  }
  if (parsed.success) errors.push(...contradictionsOf(parsed.data));
  if (!parsed.success || errors.length > 0) return { ok: false, errors };
  return { ok: true, config: parsed.data };
}

/** Settings with defaults for all that is not given; for tests and other composition roots. */
export function agentConfigOf(given: z.input<typeof AgentConfigSchema>): AgentConfig {
  return AgentConfigSchema.parse(given);
}

function fromEnv(env: Readonly<Record<string, string | undefined>>) {
  const present = AGENT_SETTINGS.filter((setting) => (env[setting.env] ?? '') !== '');
  return Object.fromEntries(present.map((setting) => [setting.name, env[setting.env]]));
}

function fromArgv(argv: readonly string[], errors: string[]): Record<string, unknown> {
  const options = Object.fromEntries(
    AGENT_SETTINGS.map(({ option }) => [option.slice(2), { type: 'string' as const }]),
  );
  const { values, positionals } = parseArgs({
    args: [...argv],
    options,
    strict: false,
    allowPositionals: true,
  });
  errors.push(...positionals.map((word) => `"${word}": not an option`));
  const given: Record<string, unknown> = {};
  for (const [option, value] of Object.entries(values)) {
    const setting = AGENT_SETTINGS.find((one) => one.option === `--${option}`);
    if (setting) given[setting.name] = value;
    else errors.push(`--${option}: no such option`);
  }
  return given;
}

function words(name: string): string[] {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).split(' ');
}
