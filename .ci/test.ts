// `npm test`: the checks, then every test; its last line counts both. Arguments go to vitest,
// and then the checks are left out: `npm test -- protocol`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNode, runTool } from './tools.ts';

const wishes = process.argv.slice(2);
const counts = { passed: 0, failed: 0 };
if (wishes.length === 0) count(runNode(['.ci/check.ts']));

const folder = mkdtempSync(join(tmpdir(), 'haochaping-test-'));
const report = join(folder, 'report.json');
const ended = runTool('vitest', [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...wishes,
]);
addReport();
rmSync(folder, { recursive: true });
// A file that cannot be loaded or an error outside any test is a failure that no test counts.
if (!ended && counts.failed === 0) counts.failed = 1;
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`);
process.exitCode = counts.failed === 0 ? 0 : 1;

function count(good: boolean): void {
  if (good) counts.passed++;
  else counts.failed++;
}

function addReport(): void {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
    counts.passed += numPassedTests;
    counts.failed += numFailedTests;
  } catch {
    counts.failed++;
  }
}
