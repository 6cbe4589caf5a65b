import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../scenarios');
const SCHEMA = 'scenario.schema.json';

/** Names of the scenarios that come along, in their order. */
export function shelfNames(): string[] {
  const files = globSync('*.json', { cwd: FOLDER }).filter((file) => file !== SCHEMA);
  return files.map((file) => basename(file, '.json')).sort();
}

/** The text of one that comes along, or of a file; null when there is neither. */
export function scenarioText(nameOrFile: string): string | null {
  const own = join(FOLDER, `${nameOrFile}.json`);
  const isName = /^[a-z0-9-]+$/.test(nameOrFile);
  const path = isName && existsSync(own) ? own : nameOrFile;
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
