import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { OutboundError } from '../errors.ts';
import { type Profile, parseProfile } from './profile.ts';
import { SIGNATURES } from './signatures.ts';

const FOLDER = new URL('../profiles/', import.meta.url);

/**
 * A profile by the name of one that comes with the hub, or from a JSON file (a name ending in
 * `.json`). Throws `OutboundError` with everything that is wrong with it.
 */
export function loadProfile(nameOrFile: string): Profile {
  const path = nameOrFile.endsWith('.json')
    ? resolve(nameOrFile)
    : new URL(`${encodeURIComponent(nameOrFile)}.json`, FOLDER);
  const bad = (words: string, cause?: unknown) =>
    new OutboundError('badProfile', `--province-profile ${nameOrFile}: ${words}`, cause);
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const missing = (cause as { code?: string }).code === 'ENOENT';
    throw bad(missing ? 'there is no such profile' : 'it cannot be read as JSON', cause);
  }
  const parsed = parseProfile(data, Object.keys(SIGNATURES));
  if (parsed.ok) return parsed.profile;
  const lines = parsed.errors.map(({ path: at, message }) => `  ${at}: ${message}`);
  throw bad(`the profile is not valid\n${lines.join('\n')}`);
}
