import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { DemoProcess } from './demo-process.ts';

const FREE = ['--port=0', '--hub-port=0', '--mqtt-port=0', '--agent-port=0'];

let browser: Browser;
let folder: string;

beforeAll(async () => {
  browser = await launchChromium();
  folder = await mkdtemp(join(tmpdir(), 'haochaping-demo-'));
});

afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

/** A demonstration on free ports, stopped again whatever happens. */
async function withDemo(args: string[], story: (url: string, demo: DemoProcess) => Promise<void>) {
  const demo = new DemoProcess([...FREE, ...args]);
  let exitCode: number | null;
  try {
    await story(await demo.ready(), demo);
  } finally {
    exitCode = await demo.stop();
  }
  expect(exitCode, demo.output).toBe(0);
}

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

async function openPage(url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(60_000);
  await page.goto(url);
  return page;
}

/** All three devices were enrolled by the administrator and are connected. */
async function untilConnected(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelectorAll('.dot.good').length === 3);
}

async function finishAndTap(page: Page, level: string): Promise<void> {
  await page.getByRole('button', { name: '办结一件' }).click();
  const screen = page.frameLocator('[data-seen=true] iframe');
  await screen.getByRole('button', { name: level, exact: true }).click();
  await screen.getByText('感谢您的评价').waitFor();
}

describe('npm start', () => {
  it('shows the way of a rating from the window to the receipt, also while the hub is off', async () => {
    await withDemo(['--data', folder], async (url, demo) => {
      expect(demo.output).toMatch(/administrator {2}admin \/ \S+/);
      const page = await openPage(url);
      await untilConnected(page);
      await page.getByText(/批准为 evaluator-a05/).waitFor();

      await finishAndTap(page, '满意');
      const first = page.locator('.rating').first();
      await first.getByText('已计入').waitFor();
      expect(await first.textContent()).toMatch(/满意[\s\S]*个体工商户设立登记[\s\S]*入库/);

      await page.getByRole('tab', { name: /B12/ }).click();
      await page.getByRole('switch').click();
      await page.getByText('总站已停止', { exact: true }).waitFor();
      await finishAndTap(page, '不满意');
      expect(await page.locator('.rating').count()).toBe(1);
      await page.getByText('1 条记录待补送').waitFor();
      await page.getByText('待回执 1 条').waitFor({ timeout: 5_000 });

      await page.getByRole('switch').click();
      const second = page.locator('.rating').nth(1);
      await second.waitFor();
      await page.locator('.rating').first().getByText('已计入').waitFor();
      await page.getByText('发件箱为空').waitFor({ timeout: 5_000 });
      expect(await page.locator('.rating').first().textContent()).toContain('不满意');
      await page.context().close();
    });
  });

  it('has its data again after a restart, and keeps the password for its owner alone', async () => {
    await withDemo(['--data', folder], async (url, demo) => {
      expect(demo.output).not.toContain('administrator');
      const page = await openPage(url);
      await page.locator('.rating').nth(1).waitFor();
      expect(await page.locator('.rating').count()).toBe(2);
      await page.context().close();
    });
    const kept = await stat(join(folder, 'demonstration.json'));
    expect(kept.mode & 0o077).toBe(0);
  });

  it('begins anew with --fresh, or by hand, under the eyes of a browser that knew it before', async () => {
    const own = await mkdtemp(join(tmpdir(), 'haochaping-demo-'));
    const args = ['--data', own, ...(await fixedPorts())];
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
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
    await rm(own, { recursive: true });
    await withDemo(args, rateOne);
    await context.close();
    await rm(own, { recursive: true });
  }, 240_000);

  it('does not empty a folder that is not its own', async () => {
    const foreign = await mkdtemp(join(tmpdir(), 'haochaping-foreign-'));
    await writeFile(join(foreign, 'thesis.txt'), 'precious');
    const demo = new DemoProcess([...FREE, '--data', foreign, '--fresh']);
    expect(await demo.exit()).toBe(1);
    expect(demo.output).toContain('--data');
    expect((await stat(join(foreign, 'thesis.txt'))).size).toBe(8);
    await rm(foreign, { recursive: true });
  });

  it('says which option moves a port that is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    const { port } = await new Promise<{ port: number }>((resolve) => {
      holder.once('listening', () => resolve(holder.address() as { port: number }));
    });
    const demo = new DemoProcess([...FREE, '--data', folder, `--hub-port=${port}`]);
    expect(await demo.exit()).toBe(1);
    expect(demo.output).toContain(`${port}`);
    expect(demo.output).toContain('--hub-port');
    expect(demo.output).not.toContain('    at ');
    await new Promise((resolve) => holder.close(resolve));
  });

  it('lists its options, and names a wrong one', async () => {
    const help = new DemoProcess(['--help']);
    expect(await help.exit()).toBe(0);
    expect(help.output).toContain('--fresh');
    const wrong = new DemoProcess(['--prot=1']);
    expect(await wrong.exit()).toBe(1);
    expect(wrong.output).toContain('--prot');
  });
});
