import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Fleet, type FleetOptions, isClean, SqliteOutbox } from '../simulator/index.ts';
import { systemClock } from '../terminal/link/index.ts';

let folder: string;
let hub: HubProcess;
const outboxes: SqliteOutbox[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haochaping-fleet-'));
  hub = new HubProcess(join(folder, 'hub'), await freePort(), await freePort());
  await hub.start();
});

afterEach(async () => {
  for (const outbox of outboxes.splice(0)) outbox.close();
  await hub.stop();
  await rm(folder, { recursive: true });
});

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
    const running = fleet({ forMs: 6_000, ratePerSecond: 150 });
    const killed = running.started.then(async () => {
      await wait(2_000);
      await hub.kill();
      await wait(500);
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
    ratePerSecond: 100,
    forMs: 2_000,
    settleMs: 40_000,
    seed: 1,
    clock: systemClock,
    outbox(terminalId) {
      const outbox = new SqliteOutbox(join(folder, `${terminalId}.sqlite`));
      outboxes.push(outbox);
      return outbox;
    },
    onProgress: (words) => words === 'all connected' && start(),
    ...options,
  });
  return { started, run: () => running.run() };
}

/** The hub as a process of its own, so that it can be killed like one. */
class HubProcess {
  administrator = { name: 'admin', password: '' };
  private readonly argv: string[];
  private readonly httpPort: number;
  private child: ChildProcess | null = null;

  constructor(folder: string, httpPort: number, mqttPort: number) {
    this.httpPort = httpPort;
    this.argv = ['--data-folder', folder, '--http-port', String(httpPort)];
    this.argv.push('--mqtt-port', String(mqttPort), '--log-level', 'error');
  }

  get url(): string {
    return `http://127.0.0.1:${this.httpPort}`;
  }

  async start(): Promise<void> {
    const main = join(import.meta.dirname, '../hub/main.ts');
    const stdio = ['ignore', 'pipe', 'inherit'] as const;
    const child = spawn(process.execPath, [main, ...this.argv], { stdio: [...stdio] });
    this.child = child;
    let said = '';
    child.stdout?.on('data', (chunk) => {
      said += chunk;
    });
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`the hub ended with ${code}: ${said}`);
    });
    ended.catch(() => {});
    await Promise.race([ended, this.ready()]);
    const password = /admin +admin \/ (\S+)/.exec(said)?.[1];
    if (password !== undefined) this.administrator.password = password;
  }

  /** kill -9: no farewell, nothing flushed. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    this.child = null;
    if (child === null || child.exitCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  private async ready(): Promise<void> {
    for (;;) {
      const answer = await fetch(`${this.url}/health/ready`).catch(() => null);
      await answer?.body?.cancel();
      if (answer?.ok) return;
      await wait(50);
    }
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}
