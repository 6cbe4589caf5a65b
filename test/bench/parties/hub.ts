import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configOf, createHub } from '../../../hub/index.ts';

/**
 * The hub as it ships, in a process of its own, in a given folder or one of its own on a real disk.
 */
const [given] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'haochaping-bench-'));
const dataFolder = given ?? join(folder, 'data');
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
process.send?.({ ...(await hub.start()), dataFolder });

process.on('message', (question: string) => {
  if (question === 'memory') {
    globalThis.gc?.();
    process.send?.({ rss: process.memoryUsage.rss() });
  }
});
process.once('SIGTERM', () => {
  hub
    .stop()
    .then(() => rm(folder, { recursive: true, force: true }))
    .then(() => process.exit(0));
});
