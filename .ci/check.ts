// Everything that can be told without running the code: style, types, imports, specifications.
import { runNode, runTool } from './tools.ts';

const projects = ['protocol', '.', 'terminal/app', 'simulator/demo/page', 'test/browser'];

const checks: [name: string, run: () => boolean][] = [
  ['style', () => runTool('@biomejs/biome', ['check', '.'])],
  ...projects.map((project): [string, () => boolean] => [
    `types of ${project}`,
    () => runTool('typescript', ['-p', project]),
  ]),
  ['imports and clocks', () => runNode(['.ci/imports/main.ts'])],
  ['specifications are current', () => runNode(['test/specs/main.ts', '--check'])],
];

const failed = checks.filter(([name, run]) => {
  process.stdout.write(`check: ${name}\n`);
  return !run();
});
for (const [name] of failed) process.stderr.write(`check failed: ${name}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
