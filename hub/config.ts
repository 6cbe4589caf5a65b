import { join } from 'node:path';
import { misplacedKeys, plainReceivers, safetyOf, unsafeSettings } from './config/safety.ts';
import { ConfigSchema, type HubConfig } from './config/schema.ts';
import { SETTINGS } from './config/settings.ts';
import { type ConfigSources, givenBy } from './config/sources.ts';

export { isLoopback } from './config/loopback.ts';
export { keyFileOf } from './config/safety.ts';
export { ConfigSchema, configOf, type HubConfig } from './config/schema.ts';
export { SETTINGS } from './config/settings.ts';

/** Where the page behind QR codes lies: as set, or as `npm run build` leaves it. */
export function phoneFolderOf({ phoneFolder }: Pick<HubConfig, 'phoneFolder'>): string {
  return phoneFolder === '' ? join(import.meta.dirname, '../terminal/phone/dist') : phoneFolder;
}

/** Where published apps of terminals lie. */
export function editionsFolderOf(config: Pick<HubConfig, 'editionsFolder' | 'dataFolder'>): string {
  return config.editionsFolder === '' ? join(config.dataFolder, 'editions') : config.editionsFolder;
}

export type ConfigOutcome = { ok: true; config: HubConfig } | { ok: false; errors: string[] };

/**
 * Reads the settings: command line before environment before file before default. Pure; every
 * error is reported at once, each naming what to change.
 */
export function parseConfig(sources: ConfigSources): ConfigOutcome {
  const errors: string[] = [];
  const given = givenBy(sources, errors);
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
