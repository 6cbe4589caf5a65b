import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  Fleet,
  type FleetOptions,
  freePort,
  HubProcess,
  isClean,
  SqliteOutbox,
  steadyArrivals,
} from '../simulator/index.ts';
import { systemClock } from '../terminal/link/index.ts';

let folder: string;
let hub: HubProcess;
const outboxes: SqliteOutbox[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haochaping-fleet-'));
  const ports = { httpPort: await freePort(), mqttPort: await freePort() };
  hub = new HubProcess({ dataFolder: join(folder, 'hub'), clock: systemClock, ...ports });
  await hub.start();
});

afterEach(async () => {
  for (const outbox of outboxes.splice(0)) outbox.close();
  await hub.stop();
  await rm(folder, { recursive: true });
});

/** Back as soon as the hub is: how long terminals wait otherwise is proved of the back-off. */
const PROMPT = {
  baseMs: 100,
  capMs: 1_000,
  spreadMs: 200,
  signMs: 100,
  refusedMs: 1_000,
  stableMs: 1_000,
};

describe('a fleet of virtual terminals', () => {
  it('rates, and every rating is at the hub once', async () => {
    const count = await fleet().run();
    process.stderr.write(`${JSON.stringify(count)}\n`);
    expect(count).toMatchObject({ refused: 0, pending: 0, lost: 0, doubled: 0 });
    expect(count.finished).toBeGreaterThan(10);
    expect(count).toMatchObject({
      recorded: count.finished,
      sent: count.finished,
      receipted: count.finished,
    });
    expect(isClean(count)).toBe(true);
  });

  it('loses and doubles nothing when the hub is killed in the middle', async () => {
    const running = fleet({ arrivals: steadyArrivals(150, 6_000) });
    const killed = running.started.then(async () => {
      await sleep(2_000);
      await hub.kill();
      await sleep(500);
      await hub.start();
    });
    const count = await running.run();
    process.stderr.write(`${JSON.stringify(count)}\n`);
    await killed;
    expect(count).toMatchObject({
      recorded: count.finished,
      refused: 0,
      pending: 0,
      lost: 0,
      lostThoughReceipted: 0,
      doubled: 0,
    });
    expect(count.receipted).toBe(count.sent);
    expect(count.sent).toBeGreaterThan(50);
  });
});

/** A fleet of a dozen with outboxes on disk. */
function fleet(options: Partial<FleetOptions> = {}) {
  let start: () => void;
  const started = new Promise<void>((resolve) => {
    start = resolve;
  });
  const running = new Fleet({
    hub: { hubUrl: hub.url, account: hub.administrator },
    terminals: 12,
    arrivals: steadyArrivals(100, 2_000),
    settleMs: 40_000,
    seed: 1,
    clock: systemClock,
    outbox(terminalId) {
      const outbox = new SqliteOutbox(join(folder, `${terminalId}.sqlite`));
      outboxes.push(outbox);
      return outbox;
    },
    onProgress: (words) => words === 'all connected' && start(),
    policy: { backoff: PROMPT },
    ...options,
  });
  return { started, run: () => running.run() };
}
