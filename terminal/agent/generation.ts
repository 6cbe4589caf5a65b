import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AgentError } from './errors.ts';

/**
 * Names this installation of the agent: made with the data folder, gone with it. A page whose
 * credentials the hub refuses, and that knows the device by another name, belongs to an
 * installation that is no more: it enrols anew without a technician.
 */
export function openGeneration(folder: string): string {
  const path = join(folder, 'generation');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    try {
      writeFileSync(path, `${randomUUID()}\n`, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const generation = readFileSync(path, 'utf8').trim();
    if (/^[0-9a-f-]{36}$/.test(generation)) return generation;
    throw new Error(`${path} names no generation; delete it and a new one is made`);
  } catch (error) {
    const words = `--data-folder ${folder}: ${(error as Error).message}`;
    throw new AgentError('dataFolder', words, error);
  }
}
