// Everything that can be told without running the code: style, types, imports, specifications, and
// that the browser code builds. As many at a time as there are processors.
import { availableParallelism } from 'node:os';
import { startNode, tool } from './tools.ts';

const projects = ['.', 'terminal/app', 'test/browser', 'protocol', 'simulator/demo/page'];

/** The longest first. */
const checks: [name: string, args: string[]][] = [
  ['browser code builds', ['.ci/build.ts', '--needed']],
  ...projects.map((project): [string, string[]] => [
    `types of ${project}`,
    tool('typescript', ['-p', project]),
  ]),
  ['style', tool('@biomejs/biome', ['check', '.'])],
  ['specifications are current', ['test/specs/main.ts', '--check']],
  ['imports and clocks', ['.ci/imports/main.ts']],
];

const waiting = [...checks];
const failed: string[] = [];
await Promise.all(Array.from({ length: availableParallelism() }, lane));
for (const name of failed) process.stderr.write(`check failed: ${name}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function lane(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const [name, args] = next;
    const { good, said } = await startNode(args);
    process.stdout.write(`check: ${name}\n${said}`);
    if (!good) failed.push(name);
  }
}
