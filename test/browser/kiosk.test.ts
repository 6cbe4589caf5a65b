import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Clock } from '../../protocol/index.ts';
import { AgentWatch, createAgent, createLog, Kiosk } from '../../terminal/agent/index.ts';
import { systemClock } from '../../terminal/link/index.ts';
import { CHROMIUM_FLAGS, provideChromium } from './chromium.ts';

/** The agent takes six seconds of silence for ninety. */
const HASTE = 15;
const hasty: Clock = {
  ...systemClock,
  after: (delayMs, run) => systemClock.after(delayMs / HASTE, run),
};

let folder: string;
let agent: ReturnType<typeof createAgent>;
let kiosk: Kiosk;
let watch: AgentWatch;
const log: { message: string; why?: string }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haochaping-kiosk-'));
  const hubUrl = 'http://127.0.0.1:9';
  agent = createAgent(
    { port: 0, logLevel: 'silent', dataFolder: folder, hubUrl },
    { clock: hasty },
  );
  const { url } = await agent.start();
  watch = new AgentWatch(url, folder);
  kiosk = new Kiosk({
    chromium: provideChromium(),
    flags: [...CHROMIUM_FLAGS, '--headless=new'],
    dataFolder: folder,
    agent: watch,
    clock: systemClock,
    log: createLog('info', { write: (line) => void log.push(JSON.parse(line)) }),
  });
});

afterAll(async () => {
  await kiosk.stop();
  await agent.stop();
  rmSync(folder, { recursive: true, maxRetries: 10, retryDelay: 100 });
});

const isAlive = async () => (await watch.screen())?.alive === true;
const lastHeardAt = async () => (await watch.screen())?.lastHeardAt ?? 0;
const restarts = async () => {
  const response = await fetch(`${watch.url}/local/status`, { headers: { connection: 'close' } });
  return ((await response.json()) as { restarts: { count: number; lastWhy: string } }).restarts;
};

/** A browser takes its time to start on a busy machine. */
const until = (look: () => boolean | Promise<boolean>) =>
  vi.waitFor(async () => expect(await look()).toBe(true), { timeout: 60_000, interval: 100 });

/** Another browser than this one draws the page. */
async function untilAnew(pid: number): Promise<void> {
  await until(() => kiosk.pid !== undefined && kiosk.pid !== pid);
  const since = Date.now();
  await until(async () => (await lastHeardAt()) > since);
}

describe('the kiosk', () => {
  it('opens the page in a profile of its own, and again when the browser is killed', async () => {
    kiosk.start();
    await until(isAlive);
    expect(readdirSync(join(folder, 'chromium'))).toContain('Default');
    const pid = kiosk.pid ?? 0;
    process.kill(pid, 'SIGKILL');
    await untilAnew(pid);
    expect(await restarts()).toMatchObject({ lastWhy: 'the browser ended (SIGKILL)' });
  });

  it('opens it again when the page hangs', async () => {
    await until(isAlive);
    const pid = kiosk.pid ?? 0;
    for (const child of processesOf(pid)) process.kill(child, 'SIGSTOP');
    await untilAnew(pid);
    expect(log.map(({ why }) => why)).toContain('the screen gave no sign of life');
    expect((await restarts()).count).toBeGreaterThanOrEqual(2);
  });
});

/** A browser's pages are processes of their own, and theirs as well. */
function processesOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  if (children === '') return [pid];
  return [pid, ...children.split(' ').flatMap((child) => processesOf(Number(child)))];
}
