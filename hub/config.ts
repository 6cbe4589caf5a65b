import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

/** Text from a command line or the environment becomes a number; anything else is left to zod. */
function whole(min: number, max: number) {
  const fromText = (value: unknown) =>
    typeof value === 'string' && /^-?\d+$/.test(value.trim()) ? Number(value) : value;
  return z.preprocess(fromText, z.int().min(min).max(max));
}

function yesOrNo() {
  const words: Record<string, boolean> = { true: true, yes: true, '1': true, '': true };
  Object.assign(words, { false: false, no: false, '0': false });
  return z.preprocess(
    (value) => (typeof value === 'string' ? (words[value.toLowerCase()] ?? value) : value),
    z.boolean(),
  );
}

function list() {
  const fromText = (value: unknown) =>
    typeof value === 'string'
      ? value
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== '')
      : value;
  return z.preprocess(fromText, z.array(z.url({ protocol: /^https?$/ })));
}

function portOrOff() {
  return z.preprocess(
    (value) => (value === 'off' ? null : /^\d+$/.test(String(value)) ? Number(value) : value),
    z.int().min(0).max(65_535).nullable(),
  );
}

function urlOrOff() {
  return z.preprocess(
    (value) => (value === 'off' ? null : value),
    z.url({ protocol: /^https?$/ }).nullable(),
  );
}

function secret() {
  return z.string().max(500).default('');
}

/** Ratings and tokens cross the open network, so it is https; this machine itself is for trials. */
function publicAddress() {
  const isSafe = (text: string) => {
    const { protocol, hostname } = new URL(text);
    return protocol === 'https:' || isLoopback(hostname.replace(/^\[|\]$/g, ''));
  };
  return z.preprocess(
    (value) => (value === 'off' ? null : value),
    z
      .url({ protocol: /^https?$/, abort: true })
      .refine(isSafe, 'must begin with https://, except for localhost')
      .refine((text) => !/[?#]/.test(text), 'must have no ? and no #')
      .nullable(),
  );
}

/** Everything that can be set at a hub. The description is what the README's table says. */
export const ConfigSchema = z.object({
  dataFolder: z
    .string()
    .min(1)
    .default('./data')
    .describe('Folder of the database; the truth lives here, back it up'),
  keyFile: z
    .string()
    .default('')
    .describe(
      'File of the keys that seal identities; by default beside the data folder, named like it ' +
        'with ".keys". Back it up apart from the data; inside the data folder it is refused',
    ),
  identityRetentionDays: whole(1, 3_650)
    .default(180)
    .describe("Days after a case's last record until its applicant's identity is deleted"),
  logMegabytes: whole(1, 1_024)
    .default(32)
    .describe(
      'Size of the write-ahead log beside the database, reserved at start; a long one saves the disk work',
    ),
  host: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Address to listen on; anything but loopback needs --behind-tls-proxy'),
  httpPort: whole(0, 65_535)
    .default(8600)
    .describe('Port of the HTTP API and of MQTT over WebSocket (path /mqtt); 0 takes a free one'),
  mqttPort: portOrOff()
    .default(1883)
    .describe('Port of MQTT over TCP; 0 takes a free one, "off" leaves WebSocket only'),
  behindTlsProxy: yesOrNo()
    .default(false)
    .describe(
      'Says that a proxy in front ends TLS, so that secrets never cross a network in plain text',
    ),
  allowedOrigins: list()
    .default([])
    .describe('Web origins besides localhost that may call the hub, separated by commas'),
  publicUrl: publicAddress()
    .default(null)
    .describe(
      'Address at which citizens reach the hub, for QR codes and SMS; https but for this machine, "off" for none',
    ),
  phoneFolder: z
    .string()
    .default('')
    .describe('Folder of the built page behind QR codes; by default the one built here'),
  rulePack: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,39}$/, 'expected the name of a rule pack, e.g. shenzhen')
    .default('shenzhen')
    .describe(
      'Place whose rule packs say when a case may be rated: shenzhen, xinjiang, or imported',
    ),
  logLevel: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('How much is logged; no personal data at any level'),
  maxConnections: whole(1, 1_000_000)
    .default(20_000)
    .describe('MQTT connections at a time, all together'),
  maxConnectionsPerAddress: whole(1, 1_000_000)
    .default(10_000)
    .describe('MQTT connections from one address; a whole hall may sit behind one'),
  messagesPerSecond: whole(1, 1_000_000)
    .default(2_000)
    .describe('MQTT packets a second of one terminal; a faster one is slowed, nothing is dropped'),
  connectTimeoutMs: whole(100, 60_000)
    .default(10_000)
    .describe('How long a connection may stay without having logged in'),
  enrolmentMinutes: whole(1, 10).default(10).describe('How long an enrolment code is good for'),
  pendingEnrolments: whole(1, 100)
    .default(100)
    .describe('Enrolment requests that may wait for approval at a time'),
  enrolmentsPerMinute: whole(1, 100_000)
    .default(60)
    .describe('Enrolment requests that one address may make in a minute'),
  sessionMinutes: whole(1, 1_440)
    .default(480)
    .describe("How long an administrator's session lasts without use"),
  figureCacheDays: whole(1, 4_000)
    .default(400)
    .describe('Days of figures held in memory; questions about more are slower, never wrong'),
  stopTimeoutMs: whole(100, 600_000)
    .default(10_000)
    .describe('How long a stop waits for work in flight'),
  hotlineUrl: urlOrOff()
    .default(null)
    .describe('Where the 12345 hotline takes work orders (SZ-21a); switching it on begins then'),
  hotlineToken: secret().describe('Bearer token for the hotline; best in the environment'),
  smsUrl: urlOrOff().default(null).describe('Where the SMS gateway takes reminders (SZ-13)'),
  smsToken: secret().describe('Bearer token for the SMS gateway; best in the environment'),
  provinceUrl: urlOrOff()
    .default(null)
    .describe('Where the provincial platform takes service records and ratings'),
  provinceProfile: z
    .string()
    .min(1)
    .default('majority')
    .describe('How the platform wants to be told: majority, zhejiang, or a file ending in .json'),
  provinceToken: secret().describe('Token or secret for the platform; best in the environment'),
  provinceAreaCode: z
    .string()
    .regex(/^(\d{6,12})?$/, 'expected 6 to 12 digits')
    .default('')
    .describe('行政区划代码 that the platform knows this hub by'),
  outboundStuckMinutes: whole(1, 10_080)
    .default(60)
    .describe('A delivery that waits for longer than this shows as stuck'),
});
export type HubConfig = z.infer<typeof ConfigSchema>;

/** One row of the README's configuration table. */
export interface Setting {
  name: keyof HubConfig;
  option: string;
  env: string;
  default: string;
  meaning: string;
}

/** Every setting with its option, environment variable, default and meaning. */
export const SETTINGS: readonly Setting[] = Object.entries(ConfigSchema.shape).map(
  ([name, schema]) => ({
    name: name as keyof HubConfig,
    option: `--${words(name).join('-')}`,
    env: `HAOCHAPING_${words(name).join('_').toUpperCase()}`,
    default: shown(schema.parse(undefined)),
    meaning: schema.description ?? '',
  }),
);

export interface ConfigSources {
  argv?: readonly string[];
  env?: Readonly<Record<string, string | undefined>>;
  /** The text of a JSON file with the same names. */
  file?: string;
}

export type ConfigOutcome = { ok: true; config: HubConfig } | { ok: false; errors: string[] };

/**
 * Reads the settings: command line before environment before file before default. Pure; every
 * error is reported at once, each naming what to change.
 */
export function parseConfig(sources: ConfigSources): ConfigOutcome {
  const errors: string[] = [];
  const given = {
    ...fromFile(sources.file, errors),
    ...fromEnvironment(sources.env ?? {}),
    ...fromCommandLine(sources.argv ?? [], errors),
  };
  const parsed = ConfigSchema.safeParse(given);
  for (const issue of parsed.success ? [] : parsed.error.issues) {
    const setting = SETTINGS.find((one) => one.name === issue.path[0]);
    errors.push(`${setting ? `${setting.option} (${setting.env})` : 'settings'}: ${issue.message}`);
  }
  errors.push(...unsafeSettings(parsed.success ? parsed.data : safetyOf(given)));
  if (parsed.success) errors.push(...misplacedKeys(parsed.data), ...plainReceivers(parsed.data));
  return parsed.success && errors.length === 0
    ? { ok: true, config: parsed.data }
    : { ok: false, errors };
}

/** The settings that decide about safety, also when others are wrong: all errors come at once. */
function safetyOf(given: Record<string, unknown>): Pick<HubConfig, 'host' | 'behindTlsProxy'> {
  const { host, behindTlsProxy } = ConfigSchema.shape;
  return {
    host: host.catch('127.0.0.1').parse(given.host),
    behindTlsProxy: behindTlsProxy.catch(false).parse(given.behindTlsProxy),
  };
}

/** Settings with defaults for all that is not given; for tests and other composition roots. */
export function configOf(given: z.input<typeof ConfigSchema>): HubConfig {
  return ConfigSchema.parse(given);
}

/** Combinations that would put secrets or ratings on a network unprotected. */
export function unsafeSettings(config: Pick<HubConfig, 'host' | 'behindTlsProxy'>): string[] {
  if (isLoopback(config.host) || config.behindTlsProxy) return [];
  return [
    `--host ${config.host}: this address can be reached from the network and the hub itself speaks no TLS. ` +
      'Put a TLS proxy in front and say so with --behind-tls-proxy, or listen on 127.0.0.1.',
  ];
}

/** Where the keys are: as set, or beside the data folder. */
export function keyFileOf({ keyFile, dataFolder }: Pick<HubConfig, 'keyFile' | 'dataFolder'>) {
  return keyFile === '' ? `${resolve(dataFolder)}.keys` : resolve(keyFile);
}

/** Where the page behind QR codes lies: as set, or as `npm run build` leaves it. */
export function phoneFolderOf({ phoneFolder }: Pick<HubConfig, 'phoneFolder'>): string {
  return phoneFolder === '' ? join(import.meta.dirname, '../terminal/phone/dist') : phoneFolder;
}

/** Keys inside the data folder would travel with every copy of it and protect nothing. */
function misplacedKeys(config: HubConfig): string[] {
  const way = relative(resolve(config.dataFolder), keyFileOf(config));
  if (way.startsWith('..') || resolve(way) === way) return [];
  return [
    `--key-file ${config.keyFile}: inside the data folder, whoever copies the data has the keys. ` +
      'Name a place outside of it.',
  ];
}

/** Receivers that a token and personal data would reach over a network in plain text. */
function plainReceivers(config: HubConfig): string[] {
  const urls = {
    hotlineUrl: config.hotlineUrl,
    smsUrl: config.smsUrl,
    provinceUrl: config.provinceUrl,
  };
  return Object.entries(urls).flatMap(([name, url]) => {
    if (url === null || url.startsWith('https:')) return [];
    if (isLoopback(new URL(url).hostname.replace(/^\[(.*)\]$/, '$1'))) return [];
    const option = SETTINGS.find((setting) => setting.name === name)?.option;
    return `${option} ${url}: needs https, or a TLS proxy on this machine (http://127.0.0.1:…).`;
  });
}

/** Is this an address (or the name) of the machine itself? */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function fromFile(text: string | undefined, errors: string[]): Record<string, unknown> {
  if (text === undefined) return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    errors.push('--config: the file is not JSON');
    return {};
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    errors.push('--config: the file must hold one JSON object');
    return {};
  }
  for (const name of Object.keys(value)) {
    if (!(name in ConfigSchema.shape)) errors.push(`--config: unknown setting "${name}"`);
  }
  return value as Record<string, unknown>;
}

function fromEnvironment(env: Readonly<Record<string, string | undefined>>) {
  const present = SETTINGS.filter((setting) => (env[setting.env] ?? '') !== '');
  return Object.fromEntries(present.map((setting) => [setting.name, env[setting.env]]));
}

function fromCommandLine(argv: readonly string[], errors: string[]): Record<string, unknown> {
  const options = Object.fromEntries(
    SETTINGS.map((setting) => [
      setting.option.slice(2),
      { type: setting.name === 'behindTlsProxy' ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { ...options, config: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  });
  for (const extra of positionals) errors.push(`"${extra}": not an option`);
  const given: Record<string, unknown> = {};
  for (const [option, value] of Object.entries(values)) {
    const setting = SETTINGS.find((one) => one.option === `--${option}`);
    if (setting) given[setting.name] = value;
    else if (option !== 'config') errors.push(`--${option}: no such option`);
  }
  return given;
}

function words(name: string): string[] {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).split(' ');
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '(none)' : value.join(',');
  return value === null ? 'off' : String(value);
}
