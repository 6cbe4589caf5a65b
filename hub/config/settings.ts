import { ConfigSchema, type HubConfig } from './schema.ts';

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

function words(name: string): string[] {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).split(' ');
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '(none)' : value.join(',');
  return value === null ? 'off' : String(value);
}
