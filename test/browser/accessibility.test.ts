import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe, loadAxe } from './axe.ts';
import { launchChromium } from './chromium.ts';
import { faultsOfScreens } from './faults-of-screens.ts';
import { openServed } from './served.ts';

let browser: Browser;
let page: Page;
let names: string[];

beforeAll(async () => {
  browser = await launchChromium();
  page = await openServed(browser, 'gallery', 'index.html');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await loadAxe(page);
  names = await page.getByRole('link').allTextContents();
});

afterAll(() => browser.close());

/** Shows one preview and waits until it stands. */
async function show(name: string): Promise<void> {
  const course = { names: [name], mayScroll: true, pixelsPerMm: null, outOfReach: 0 };
  await page.evaluate(faultsOfScreens, course);
}

describe('every screen', () => {
  it('has no violation of WCAG 2.2 AA, targets among them, and 7:1 for every text', async () => {
    const faults: Record<string, string[]> = {};
    for (const name of names) {
      await show(name);
      const found = await axe(page);
      if (found.length > 0) faults[name] = found;
    }
    expect(faults).toEqual({});
  });

  it('would not pass with a text that is too pale', async () => {
    await show('asking');
    const tint = (colour: string) =>
      page.evaluate(
        (value) => document.documentElement.style.setProperty('--ink-quiet', value),
        colour,
      );
    await tint('#6b6b6b');
    expect((await axe(page)).join()).toContain('color-contrast-enhanced');
    await tint('');
  });

  it('is read in order: the question, the matter, five full names, and then the rest', async () => {
    await show('idle');
    await show('asking');
    const read = await page.evaluate(() =>
      [...document.querySelectorAll('main h1, main .item, main button')].map(
        (each) => each.getAttribute('aria-label') ?? each.textContent,
      ),
    );
    const levels = ['非常满意', '满意', '基本满意', '不满意', '非常不满意'];
    expect(read.slice(0, 7)).toEqual(['请您评价本次办理', '二手房转移登记', ...levels]);
    expect(read.at(-1)).toBe('暂不评价');
    const focused = await page.evaluate(() => document.activeElement?.tagName);
    expect(focused).toBe('H1');
  });
});

describe('the five faces', () => {
  it('are told apart by their mouths alone, in grey and 20 mm small', async () => {
    await show('asking-contrast');
    const differences = await page.evaluate(async () => {
      const pictures: Uint8ClampedArray[] = [];
      for (const face of document.querySelectorAll<SVGElement>('.level .face')) {
        pictures.push(await inGrey(face));
      }
      const smallest: number[] = [];
      pictures.forEach((one, index) => {
        for (const other of pictures.slice(index + 1)) {
          let differ = 0;
          for (let at = 0; at < one.length; at += 4) {
            if (Math.abs((one[at] ?? 0) - (other[at] ?? 0)) > 100) differ++;
          }
          smallest.push(differ);
        }
      });
      return smallest;

      async function inGrey(face: SVGElement): Promise<Uint8ClampedArray> {
        const size = 133;
        const copy = face.cloneNode(true) as SVGElement;
        copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
        copy.setAttribute('width', `${size}`);
        copy.setAttribute('height', `${size}`);
        const own = [...face.querySelectorAll('*')];
        [...copy.querySelectorAll<SVGElement>('*')].forEach((shape, index) => {
          const { fill, stroke, strokeWidth, strokeLinecap } = getComputedStyle(
            own[index] as Element,
          );
          shape.setAttribute(
            'style',
            `fill:${fill};stroke:${stroke};stroke-width:${strokeWidth};stroke-linecap:${strokeLinecap}`,
          );
        });
        const image = new Image();
        image.src = `data:image/svg+xml,${encodeURIComponent(copy.outerHTML)}`;
        await image.decode();
        const canvas = new OffscreenCanvas(size, size);
        const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
        context.filter = 'grayscale(1)';
        context.fillStyle = '#ffffff';
        context.fillRect(0, 0, size, size);
        context.drawImage(image, 0, 0);
        return context.getImageData(0, 0, size, size).data;
      }
    });
    expect(differences).toHaveLength(10);
    // A mouth is a line of some 60 by 7 pixels here; half of one must differ between any two.
    expect(Math.min(...differences)).toBeGreaterThan(200);
  });
});
