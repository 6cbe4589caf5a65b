import { parseArgs } from 'node:util';
import { ConfigSchema } from './schema.ts';
import { SETTINGS } from './settings.ts';

export interface ConfigSources {
  argv?: readonly string[];
  env?: Readonly<Record<string, string | undefined>>;
  /** The text of a JSON file with the same names. */
  file?: string;
}

/** What is set where: command line before environment before file. Says what it could not read. */
export function givenBy(sources: ConfigSources, errors: string[]): Record<string, unknown> {
  return {
    ...fromFile(sources.file, errors),
    ...fromEnvironment(sources.env ?? {}),
    ...fromCommandLine(sources.argv ?? [], errors),
  };
}

/** Naming them alone turns them on. */
const SWITCHES: ReadonlySet<string> = new Set(['behindTlsProxy', 'testMode']);

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
      { type: SWITCHES.has(setting.name) ? ('boolean' as const) : ('string' as const) },
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
