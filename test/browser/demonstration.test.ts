import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { finishAndTap, untilConnected } from './demo-page.ts';
import { DemoProcess, FREE_PORTS, withDemo } from './demo-process.ts';

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

async function openPage(url: string): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  });
  page.setDefaultTimeout(60_000);
  await page.goto(url);
  return page;
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

  it('says which option moves a port that is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    const { port } = await new Promise<{ port: number }>((resolve) => {
      holder.once('listening', () => resolve(holder.address() as { port: number }));
    });
    const demo = new DemoProcess([...FREE_PORTS, '--data', folder, `--hub-port=${port}`]);
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
