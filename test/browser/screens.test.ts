import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { faultsOfScreens } from './faults-of-screens.ts';
import { openServed } from './served.ts';

let browser: Browser;
/** One for all sizes, so that the fonts are loaded once. */
let page: Page;
let names: string[];

beforeAll(async () => {
  browser = await launchChromium();
  page = await openServed(browser, 'gallery', 'index.html');
  names = await page.getByRole('link').allTextContents();
});

afterAll(() => browser.close());

/**
 * 7", 10.1" both ways, and a kiosk of 32" (field.md, "Screens"). The kiosk's screen begins 600 mm
 * above the floor and is 708 mm high: what is touched lies below 1,120 mm.
 */
const DEVICES: [width: number, height: number, mmPerPixel: number, outOfReach: number][] = [
  [1024, 600, 0.15, 0],
  [1280, 800, 0.17, 0],
  [800, 1280, 0.17, 0],
  [1080, 1920, 0.369, (600 + 708 - 1_120) / 0.369],
];
/** The same at 200 %. */
const ENLARGED: [width: number, height: number][] = [
  [512, 300],
  [640, 400],
  [400, 640],
  [540, 960],
];

describe('every screen, with the longest words too', () => {
  it.each(DEVICES)(
    'at %i×%i is whole, its five levels equal, and large enough for fingers and eyes',
    async (width, height, mmPerPixel, outOfReach) => {
      await page.setViewportSize({ width, height });
      const course = { names, mayScroll: false, pixelsPerMm: 1 / mmPerPixel, outOfReach };
      expect(names.length).toBeGreaterThan(60);
      expect(await page.evaluate(faultsOfScreens, course)).toEqual({});
    },
  );

  it.each(ENLARGED)('at %i×%i, twice as large, can be read and used', async (width, height) => {
    await page.setViewportSize({ width, height });
    const course = { names, mayScroll: true, pixelsPerMm: null, outOfReach: 0 };
    expect(await page.evaluate(faultsOfScreens, course)).toEqual({});
  });
});
