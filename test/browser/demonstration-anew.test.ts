import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { finishAndTap, untilConnected } from './demo-page.ts';
import { DemoProcess, FREE_PORTS, withDemo } from './demo-process.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser.close());

/** The same ports at every start, the agents' three in a row. */
async function fixedPorts(): Promise<string[]> {
  const isFree = (port: number) =>
    new Promise<boolean>((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
  for (let hub = 20_000 + (process.pid % 10_000); ; hub += 4) {
    const free = await Promise.all([hub, hub + 1, hub + 2, hub + 3].map(isFree));
    if (free.every(Boolean)) return [`--hub-port=${hub}`, `--agent-port=${hub + 1}`];
  }
}

describe('npm start -- --fresh', () => {
  it('begins anew with --fresh, under the eyes of a browser that knew it before', async () => {
    const own = await mkdtemp(join(tmpdir(), 'haochaping-demo-'));
    const args = ['--data', own, ...(await fixedPorts())];
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(60_000);
    const rateOne = async (url: string) => {
      const page = await context.newPage();
      await page.goto(url);
      await page.getByText('还没有评价').waitFor();
      await untilConnected(page);
      await finishAndTap(page, '满意');
      await page.locator('.rating').getByText('已计入').waitFor();
      await page.close();
    };
    await withDemo(args, rateOne);
    await withDemo([...args, '--fresh'], async (url, demo) => {
      expect(demo.output).toContain('administrator');
      await rateOne(url);
    });
    await context.close();
    await rm(own, { recursive: true });
  }, 240_000);

  it('does not empty a folder that is not its own', async () => {
    const foreign = await mkdtemp(join(tmpdir(), 'haochaping-foreign-'));
    await writeFile(join(foreign, 'thesis.txt'), 'precious');
    const demo = new DemoProcess([...FREE_PORTS, '--data', foreign, '--fresh']);
    expect(await demo.exit()).toBe(1);
    expect(demo.output).toContain('--data');
    expect((await stat(join(foreign, 'thesis.txt'))).size).toBe(8);
    await rm(foreign, { recursive: true });
  });
});
