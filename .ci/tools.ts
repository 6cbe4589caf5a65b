import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const root = join(import.meta.dirname, '..');

/** Runs a package's own command on this very Node, without a shell, so that it is the same on Windows. */
export function runTool(packageName: string, args: string[]): boolean {
  return runNode([scriptOf(packageName), ...args]);
}

/** Runs Node itself with the output in place; true when it ended with 0. */
export function runNode(args: string[]): boolean {
  const done = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  return done.status === 0;
}

function scriptOf(packageName: string): string {
  const manifest = join(root, 'node_modules', packageName, 'package.json');
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    bin: string | Record<string, string>;
  };
  const script = typeof bin === 'string' ? bin : Object.values(bin)[0];
  if (script === undefined) throw new Error(`${packageName} has no command`);
  return join(dirname(manifest), script);
}
