import { readFileSync } from 'node:fs';
import {
  BUILT_IN_PROFILES,
  type DriverProfile,
  readProfile,
} from '../../../protocol/serial/index.ts';
import { AgentError } from '../errors.ts';

/** A profile that came along, by its name, or a hall's own, by its file. Throws `AgentError`. */
export function openProfile(nameOrFile: string): DriverProfile {
  const known = BUILT_IN_PROFILES.find(({ driver }) => driver === nameOrFile);
  if (known !== undefined) return known;
  const where = `--keypad-profile ${nameOrFile}`;
  let given: unknown;
  try {
    given = JSON.parse(readFileSync(nameOrFile, 'utf8'));
  } catch (error) {
    const names = BUILT_IN_PROFILES.map(({ driver }) => driver).join(', ');
    const words = `${where}: neither one of ${names} nor a file of JSON (${(error as Error).message})`;
    throw new AgentError('keypadProfile', words, error);
  }
  const outcome = readProfile(given);
  if (outcome.ok) return outcome.profile;
  const errors = outcome.errors.map(({ path, message }) => `\n  ${path || 'profile'}: ${message}`);
  throw new AgentError('keypadProfile', `${where} cannot be used:${errors.join('')}`);
}
