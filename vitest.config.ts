import { defineConfig } from 'vitest/config';

const setup = ['test/setup/quiet.ts', 'test/setup/leaks.ts'];

// Timeouts are for a noisy machine with two cores: they catch what hangs, they measure nothing.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{.ci,protocol,hub,terminal,simulator}/**/*.test.{ts,tsx}'],
          setupFiles: setup,
          pool: 'forks',
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
          pool: 'forks',
          testTimeout: 90_000,
          hookTimeout: 90_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          setupFiles: setup,
          globalSetup: 'test/browser/prepare.ts',
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
