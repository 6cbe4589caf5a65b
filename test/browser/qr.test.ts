import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { faultsOfScreens } from './faults-of-screens.ts';
import { readQr } from './read-qr.ts';
import { openServed } from './served.ts';

const LINK = 'https://rate.example.gov.cn/r/AcY5Hq0BkLp3xZ7mWv2uT9sR4eD8fG1hJ6kN0bQ5cVyA3iO';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
  page = await openServed(browser, 'gallery', 'index.html');
  await page.emulateMedia({ reducedMotion: 'reduce' });
});

afterAll(() => browser.close());

async function photographed(preview: string): Promise<Buffer> {
  const course = { names: [preview], mayScroll: true, pixelsPerMm: null, outOfReach: 0 };
  await page.evaluate(faultsOfScreens, course);
  await page.locator('.qr').waitFor();
  return page.screenshot();
}

describe('the QR code on the screen', () => {
  it.each([
    [1024, 600],
    [1280, 800],
    [800, 1280],
    [1080, 1920],
  ])(
    'SZ-14c: says the link to a phone at %i×%i, large and in high contrast too',
    async (width, height) => {
      await page.setViewportSize({ width, height });
      for (const preview of ['declined-qr', 'declined-qr-large', 'declined-qr-contrast']) {
        const read = async () => readQr(await photographed(preview));
        await expect.poll(read, { message: preview }).toBe(LINK);
      }
    },
  );

  it('would not be read with a part of it covered', async () => {
    await photographed('declined-qr');
    await page.addStyleTag({ content: '.qr-ink { clip-path: inset(0 0 55% 0) }' });
    expect(await readQr(await page.screenshot())).toBe('');
  });
});
