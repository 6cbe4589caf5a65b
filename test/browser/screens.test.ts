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

describe('the idle screen', () => {
  it.each(DEVICES)(
    'at %i×%i stands at five places within a quarter of an hour, whole at each, less motion or not',
    async (width, height, mmPerPixel) => {
      await page.setViewportSize({ width, height });
      for (const reducedMotion of ['no-preference', 'reduce'] as const) {
        await page.emulateMedia({ reducedMotion });
        for (const name of ['idle', 'idle-long', 'idle-awake', 'idle-kiosk']) {
          await show(name);
          const { places, faults, glides } = await page.evaluate(placesOfIdle);
          expect({ name, faults, glides }).toEqual({ name, faults: [], glides: 0 });
          expect(places).toHaveLength(5);
          const xs = places.map(([x]) => x * mmPerPixel);
          const ys = places.map(([, y]) => y * mmPerPixel);
          for (const along of [xs, ys]) {
            expect(Math.max(...along) - Math.min(...along)).toBeGreaterThan(3);
          }
        }
      }
      await page.emulateMedia({ reducedMotion: null });
    },
  );
});

async function show(name: string): Promise<void> {
  const course = { names: [name], mayScroll: false, pixelsPerMm: null, outOfReach: 0 };
  await page.evaluate(faultsOfScreens, course);
}

/** Lets the quarter of an hour pass, five seconds at a time. Runs in the page. */
function placesOfIdle() {
  const content = document.querySelector('.idle-drift') as HTMLElement;
  const [drift] = content.getAnimations();
  if (drift === undefined) throw new Error('it does not move');
  drift.pause();
  const seen = new Map<string, [number, number]>();
  const faults = new Set<string>();
  let moves = 0;
  let before = '';
  for (let seconds = 1; seconds < 900; seconds += 5) {
    drift.currentTime = seconds * 1_000;
    const { x, y } = content.getBoundingClientRect();
    const place = `${x} ${y}`;
    if (place !== before) moves++;
    before = place;
    if (seen.has(place)) continue;
    seen.set(place, [x, y]);
    for (const part of content.querySelectorAll<HTMLElement>('p, h1, button, .sign, .portrait')) {
      if (getComputedStyle(part).clipPath !== 'none') continue;
      const { left, top, right, bottom } = part.getBoundingClientRect();
      const isWhole = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
      if (!isWhole) faults.add(`${part.className}: ${part.textContent}`);
    }
  }
  return { places: [...seen.values()], faults: [...faults], glides: moves - seen.size };
}
