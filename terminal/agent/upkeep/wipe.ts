import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from '../durable-file.ts';

/** What a former identity left unsent stays: it was tapped, and nobody may lose it. */
const STAYS = 'evidence';
const MARK = 'to-be-wiped';

/**
 * Says that everything this installation was given is to be forgotten. Done by the next start,
 * when no file of it is open: a power cut in between only makes that start do it.
 */
export function markForWiping(dataFolder: string): void {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  writeDurably(join(dataFolder, MARK), '');
}

/** Before anything of the folder is read. The mark goes last. */
export function wipeIfMarked(dataFolder: string): boolean {
  if (!existsSync(join(dataFolder, MARK))) return false;
  const others = readdirSync(dataFolder).filter((name) => name !== STAYS && name !== MARK);
  for (const name of [...others, MARK]) {
    rmSync(join(dataFolder, name), { recursive: true, force: true });
  }
  return true;
}
