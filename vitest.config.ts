import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/setup/longest-first.ts';

// Each hub, agent and store thread of a test is a Node that reads its sources anew. With what V8
// made of them before, it starts in half the time; what has changed is compiled again.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/compiled');

const setup = ['test/setup/quiet.ts', 'test/setup/leaks.ts'];

// Loading the modules anew for each file is a third of the work. Nothing of a file may be left
// behind in them: setup/leaks.ts looks for what is.
const preload = pathToFileURL(join(import.meta.dirname, 'test/setup/bundled-threads.ts')).href;
const manyInOne = { pool: 'forks' as const, isolate: false, execArgv: [`--import=${preload}`] };
const threads = 'test/setup/threads.ts';

// Timeouts are for a noisy machine with two cores: they catch what hangs, they measure nothing.
const expectOptions = { poll: { timeout: 10_000 } };

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{.ci,protocol,hub,terminal,simulator}/**/*.test.{ts,tsx}'],
          setupFiles: setup,
          globalSetup: threads,
          expect: expectOptions,
          ...manyInOne,
          maxWorkers: 3,
          testTimeout: 30_000,
          hookTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**'],
          setupFiles: setup,
          globalSetup: threads,
          expect: expectOptions,
          ...manyInOne,
          maxWorkers: 3,
          testTimeout: 90_000,
          hookTimeout: 90_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          setupFiles: setup,
          expect: expectOptions,
          globalSetup: [threads, 'test/browser/prepare.ts'],
          ...manyInOne,
          // They wait for the screen more than they compute.
          maxWorkers: 3,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
