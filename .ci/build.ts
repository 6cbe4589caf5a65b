import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { GALLERY, PARTS, type Part, STORIES } from './browser-parts.ts';

const root = join(import.meta.dirname, '..');

/**
 * `npm run build` makes all of it anew, whatever is there; with `--needed` what is missing or older
 * than its sources, what only tests need among it.
 */
if (import.meta.main) {
  const say = (words: string) => void process.stdout.write(`${words}\n`);
  const isForTests = process.argv.includes('--needed');
  await buildBrowserCode(isForTests ? { say, more: [GALLERY, STORIES] } : { say, all: true });
}

/** Builds what is missing or older than its sources, and says so. */
export async function buildBrowserCode(options: {
  say(words: string): void;
  all?: boolean;
  /** Besides what the product needs. */
  more?: Part[];
}): Promise<void> {
  for (const { folder, name, sources, built } of [...PARTS, ...(options.more ?? [])]) {
    const digest = digestOf([...sources, 'protocol/**', 'package-lock.json']);
    const stamp = join(root, built, '.sources');
    const current = existsSync(stamp) && readFileSync(stamp, 'utf8') === digest;
    if (current && options.all !== true) continue;
    options.say(`正在构建${name} · building ${folder} …`);
    await build({ root: join(root, folder), logLevel: 'error' });
    writeFileSync(stamp, digest);
  }
}

function digestOf(patterns: string[]): string {
  const hash = createHash('sha256');
  const paths = globSync(patterns, { cwd: root, exclude: ['**/dist'], withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const path of paths) hash.update(path).update(readFileSync(path));
  return hash.digest('hex');
}
