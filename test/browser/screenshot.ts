// Takes the README's picture of the demonstration: `node test/browser/screenshot.ts`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from './chromium.ts';
import { DemoProcess } from './demo-process.ts';

const RATINGS = [
  ['A05', '非常满意'],
  ['B12', '满意'],
  ['K01', '基本满意'],
  ['A05', '不满意'],
] as const;

const folder = mkdtempSync(join(tmpdir(), 'haochaping-picture-'));
const ports = ['--port=0', '--hub-port=0', '--mqtt-port=0', '--agent-port=0'];
const demo = new DemoProcess([...ports, '--data', folder]);
const browser = await launchChromium();
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
page.setDefaultTimeout(60_000);
await page.goto(await demo.ready());
await page.waitForFunction(() => document.querySelectorAll('.dot.good').length === 3);
const screen = page.frameLocator('[data-seen=true] iframe');
const finish = async (place: string, item: number) => {
  await page.getByRole('tab', { name: new RegExp(place) }).click();
  await page.getByLabel('事项').selectOption({ index: item });
  await page.getByRole('button', { name: '办结一件' }).click();
};
for (const [i, [place, level]] of RATINGS.entries()) {
  await finish(place, i % 2);
  await screen.getByRole('button', { name: level, exact: true }).click();
  await page.locator('.rating').nth(i).waitFor();
}
await finish('B12', 2);
await screen.getByRole('button', { name: '满意', exact: true }).waitFor();
await page.evaluate(() => document.fonts.ready);
await page.mouse.move(700, 10);
await page.screenshot({ path: join(import.meta.dirname, '../../simulator/demo/screenshot.png') });
await browser.close();
await demo.stop();
rmSync(folder, { recursive: true });
