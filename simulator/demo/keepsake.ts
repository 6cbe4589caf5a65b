import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the demonstration must remember between starts, because the hub says it only once. */
export interface Keepsake {
  administrator: { name: string; password: string } | null;
  /** Key of the virtual business system. */
  systemKey: string | null;
}

const NAME = 'demonstration.json';

/** Makes the folder ready; with `fresh`, empties it, but never a folder that is not ours. */
export function openFolder(folder: string, fresh: boolean): void {
  if (fresh && existsSync(folder)) {
    if (readdirSync(folder).length > 0 && !existsSync(join(folder, NAME))) {
      throw new Error(
        `--fresh 不会清空 "${folder}"：它不是演示数据文件夹 / will not empty a folder that is not ` +
          "the demonstration's own: choose another with --data",
      );
    }
    rmSync(folder, { recursive: true });
  }
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, NAME))) keep(folder, { administrator: null, systemKey: null });
}

export function recall(folder: string): Keepsake {
  return JSON.parse(readFileSync(join(folder, NAME), 'utf8')) as Keepsake;
}

/** Only the owner may read it: it holds the password of the first start. */
export function keep(folder: string, change: Partial<Keepsake>): void {
  const path = join(folder, NAME);
  const before = existsSync(path) ? recall(folder) : {};
  writeFileSync(path, `${JSON.stringify({ ...before, ...change }, null, 2)}\n`, { mode: 0o600 });
}
