import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configOf, createHub } from '../../../hub/index.ts';

/** The hub as it ships, in a process of its own, in a given folder or one of its own on a real disk. */
const [given] = process.argv.slice(2);
const dataFolder = given ?? mkdtempSync(join(tmpdir(), 'haochaping-bench-'));
const hub = createHub(
  configOf({
    dataFolder,
    httpPort: 0,
    mqttPort: 0,
    logLevel: 'error',
    enrolmentsPerMinute: 100_000,
    pendingEnrolments: 100,
    messagesPerSecond: 1_000_000,
  }),
);
process.send?.(await hub.start());

process.on('message', (question: string) => {
  if (question === 'memory') {
    globalThis.gc?.();
    process.send?.({ rss: process.memoryUsage.rss() });
  }
});
process.once('SIGTERM', () => {
  hub
    .stop()
    .then(() => (given === undefined ? rm(dataFolder, { recursive: true, force: true }) : null))
    .then(() => process.exit(0));
});
