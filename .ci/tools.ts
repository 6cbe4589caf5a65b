import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const root = join(import.meta.dirname, '..');

/** Runs a package's own command on this very Node, without a shell, so that it is the same on Windows. */
export function runTool(packageName: string, args: string[]): boolean {
  return runNode(tool(packageName, args));
}

/** What Node is to run for a package's own command. */
export function tool(packageName: string, args: string[]): string[] {
  return [scriptOf(packageName), ...args];
}

/** Runs Node itself with the output in place; true when it ended with 0. */
export function runNode(args: string[]): boolean {
  const done = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  return done.status === 0;
}

/** Runs Node beside others; what it said is kept until it ends. */
export async function startNode(args: string[]): Promise<{ good: boolean; said: string }> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (words: string) => said.push(words));
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  return { good: code === 0, said: said.join('') };
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
