import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { openGallery } from './gallery.ts';

let browser: Browser;
/** One for all sizes, so that the fonts are loaded once. */
let page: Page;
let names: string[];

beforeAll(async () => {
  browser = await launchChromium();
  page = await openGallery(browser, 'index.html');
  names = await page.getByRole('link').allTextContents();
});

afterAll(() => browser.close());

type Size = [width: number, height: number];

async function show(name: string): Promise<void> {
  await page.evaluate((preview) => {
    document.querySelector('main')?.setAttribute('data-old', '');
    history.pushState(null, '', `?preview=${preview}`);
    dispatchEvent(new PopStateEvent('popstate'));
  }, name);
  await page.locator('main:not([data-old])').waitFor();
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise(requestAnimationFrame);
    await document.fonts.ready;
  });
}

/** What of a screen is cut off, overlaid, unequal or too near to its card's edge. */
function faultsOf(mayScroll: boolean): Promise<string[]> {
  return page.evaluate((scrolls) => {
    const faults: string[] = [];
    const main = document.querySelector('main') as HTMLElement;
    if (main.scrollWidth > main.clientWidth) faults.push('wider than the screen');
    if (!scrolls && main.scrollHeight > main.clientHeight) faults.push('higher than the screen');
    const reach = main.getBoundingClientRect();
    for (const button of main.querySelectorAll('button')) {
      const { left, right, top, bottom } = button.getBoundingClientRect();
      const below = scrolls ? main.scrollHeight : reach.bottom;
      const inside = left >= 0 && right <= reach.right && top >= 0 && bottom <= below;
      if (!inside) faults.push(`${button.textContent} is out of reach`);
    }
    const cards = [...main.querySelectorAll('.level')].map((card) => {
      const { width, height } = card.getBoundingClientRect();
      const name = document.createRange();
      name.selectNodeContents(card.querySelector('.level-name') as Element);
      const room = (width - name.getBoundingClientRect().width) / 2;
      if (room < 6) faults.push(`${name} has ${room} px beside it`);
      return `${Math.round(width)}×${Math.round(height)}`;
    });
    if (new Set(cards).size > 1) faults.push(`unequal levels: ${cards.join(' ')}`);
    return faults;
  }, mayScroll);
}

const DEVICES: Size[] = [
  [1024, 600],
  [1280, 800],
  [800, 1280],
  [1080, 1920],
];
/** Phones, and the devices at 200 %. */
const SMALL: Size[] = [
  [390, 844],
  [512, 300],
  [640, 400],
  [400, 640],
  [540, 960],
];

describe('every screen, with the longest words too', () => {
  it.each([...DEVICES, ...SMALL])(
    'at %i×%i shows everything whole and the five levels equal',
    async (width, height) => {
      await page.setViewportSize({ width, height });
      const faults: Record<string, string[]> = {};
      for (const name of names) {
        await show(name);
        const found = await faultsOf(width < 800);
        if (found.length > 0) faults[name] = found;
      }
      expect(names.length).toBeGreaterThan(25);
      expect(faults).toEqual({});
    },
  );
});
