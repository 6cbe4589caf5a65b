import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_FLAGS, provideChromium } from './chromium.ts';
import { Stage } from './stage.ts';
import { BRISK } from './timed-store.ts';

/** A Chromium whose profile is a folder, as on a device: what it holds outlives it. */
class Device {
  private readonly folder = mkdtempSync(join(tmpdir(), 'haochaping-profile-'));
  private process: ChildProcess | null = null;
  private browser: Browser | null = null;

  async newPage(): Promise<Page> {
    const browser = this.browser ?? (await this.start());
    const [context] = browser.contexts();
    if (context === undefined) throw new Error('a browser without its profile');
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    return page;
  }

  /** Without a word to any of its processes. */
  async cutPower(): Promise<void> {
    const { process } = this;
    this.browser = null;
    this.process = null;
    if (process === null) return;
    const gone = once(process, 'exit');
    process.kill('SIGKILL');
    await gone;
  }

  async remove(): Promise<void> {
    await this.cutPower();
    rmSync(this.folder, { recursive: true, maxRetries: 20, retryDelay: 100 });
  }

  private async start(): Promise<Browser> {
    const own = [`--user-data-dir=${this.folder}`, '--remote-debugging-port=0', '--headless=new'];
    const flags = [...CHROMIUM_FLAGS, ...own, '--force-prefers-reduced-motion'];
    const child = spawn(provideChromium(), [...flags, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.process = child;
    this.browser = await chromium.connectOverCDP(await addressOf(child));
    return this.browser;
  }
}

/** Chromium says it in its first lines. */
async function addressOf({ stderr }: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of stderr ?? []) {
    text += chunk;
    const [, address] = /DevTools listening on (\S+)/.exec(text) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error(`Chromium did not start: ${text}`);
}

const device = new Device();
let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open(() => device.newPage(), { timings: BRISK });
});

afterAll(async () => {
  await stage.close().catch(() => {});
  await device.remove();
});

/** The tap is on disk, and not yet sent: it can still be changed. */
async function tap(caseNo: string): Promise<void> {
  await stage.world.report({ caseNo });
  await stage.tap('不满意');
  await stage.page.getByText('您选择了').first().waitFor();
}

/** Whatever happened to the page: the rating is there, once. */
async function expectOnce(caseNo: string): Promise<void> {
  const found = async () => (await stage.ratings()).filter((one) => one.caseNo === caseNo);
  await stage.patiently(`the rating of ${caseNo}`, async () => (await found()).length > 0);
  await stage.untilReceipted();
  expect(await found()).toMatchObject([{ level: 2, standing: 'counted' }]);
  const rows = (await stage.outbox()).filter(({ body }) => body.caseNo === caseNo);
  expect(rows).toHaveLength(1);
}

describe('a rating right after its tap', () => {
  it('survives a crash of the tab', async () => {
    await tap('C-crash');
    const crashed = stage.page.waitForEvent('crash');
    const session = await stage.page.context().newCDPSession(stage.page);
    session.send('Page.crash').catch(() => {});
    await crashed;
    await stage.openPage();
    await expectOnce('C-crash');
  });

  it('survives a browser that is cut off as by a power failure', async () => {
    await stage.page.getByText('办理完成后').waitFor();
    await tap('C-power');
    await device.cutPower();
    const why = 'the browser ended (SIGKILL)';
    await stage.noteRestart(why);
    await stage.openPage();
    await expectOnce('C-power');
    await stage.patiently('the hub hears of it', async () => {
      const { body } = await stage.world.admin('GET', '/api/terminals');
      return body[0].restarts?.count === 1 && body[0].restarts.lastWhy === why;
    });
  });
});
