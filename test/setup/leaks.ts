import type { Worker } from 'node:worker_threads';
import { afterAll } from 'vitest';

// A socket, server, timer, child or thread left open fails the file: in production it would keep a
// process from ending, and here it would disturb the next test. What vitest itself holds is there
// before the file starts.
const WATCHED = /TCP|Pipe|UDP|Timeout|Process|FSEvent|StatWatcher/;
const PATIENCE_MS = 3_000;
const pause = globalThis.setTimeout;
const before = open();

// One process runs many files, and this one before each of them; it is told of threads once.
const own = globalThis as { threads?: Set<Worker> };
own.threads ??= watchThreads();
const { threads } = own;

afterAll(async () => {
  const start = performance.now();
  let left = leaked();
  while (left.length > 0 && performance.now() - start < PATIENCE_MS) {
    await new Promise((resolve) => pause(resolve, 20));
    left = leaked();
  }
  if (left.length > 0) throw new Error(`Left open at the end of this file: ${left.join(', ')}`);
});

/** Threads are not among the resources that Node lists, but it tells of each one that begins. */
function watchThreads(): Set<Worker> {
  const watched = new Set<Worker>();
  process.on('worker', (thread) => {
    watched.add(thread);
    thread.once('exit', () => watched.delete(thread));
  });
  return watched;
}

function open(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of process.getActiveResourcesInfo()) {
    if (WATCHED.test(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function leaked(): string[] {
  const resources = [...open()]
    .map(([name, count]) => ({ name, more: count - (before.get(name) ?? 0) }))
    .filter(({ more }) => more > 0)
    .map(({ name, more }) => `${more} × ${name}`);
  return threads.size > 0 ? [...resources, `${threads.size} × thread`] : resources;
}
