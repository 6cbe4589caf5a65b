import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');

/** The browser code, each with what it is made of. */
const PARTS = [
  { folder: 'terminal/app', name: '评价终端', sources: ['terminal/app/**', 'terminal/link/**'] },
  { folder: 'simulator/demo/page', name: '演示页面', sources: ['simulator/demo/**'] },
];

/** `npm run build` makes all of it anew, whatever is there. */
if (import.meta.main)
  await buildBrowserCode({ say: (words) => process.stdout.write(`${words}\n`), all: true });

/** Builds what is missing or older than its sources, and says so. */
export async function buildBrowserCode(options: {
  say(words: string): void;
  all?: boolean;
}): Promise<void> {
  for (const { folder, name, sources } of PARTS) {
    const digest = digestOf([...sources, 'protocol/**', 'package-lock.json']);
    const stamp = join(root, folder, 'dist', '.sources');
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
