import type { Page } from 'playwright-core';
import { faultsOfScreens } from '../faults-of-screens.ts';

/** A screen is compared as what the eye makes of it from afar: areas of 24 by 24 pixels, in grey. */
const CELL = 24;
/** A cell differs that changed by more than a fifth of black to white, edges of letters excluded. */
const NOTICED = 40;
/** So many cells may differ: another Chromium draws its letters a hair apart. */
export const TOLERATED = 0.01;

export interface Picture {
  columns: number;
  /** One byte a cell, row by row, base64. */
  grey: string;
}

/** Photographs previews, one after another, on one page of the gallery that shows its list. */
export class Photographer {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  static async on(page: Page): Promise<Photographer> {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    // Fetched when first wanted, and nobody can see on the screen that it is still to come.
    await show(page, 'declined-qr');
    await page.locator('.qr').waitFor();
    return new Photographer(page);
  }

  /** @param size of the screen, as `1024x600`; best all previews of one size after another */
  async take(preview: string, size: string): Promise<Picture> {
    const [width = 0, height = 0] = size.split('x').map(Number);
    await this.#page.setViewportSize({ width, height });
    await show(this.#page, preview);
    await this.#page.evaluate(() => {
      for (const animation of document.getAnimations()) {
        animation.pause();
        animation.currentTime = 0;
      }
      (document.activeElement as HTMLElement | null)?.blur();
    });
    const picture = await this.#page.screenshot();
    const data = picture.toString('base64');
    return this.#page.evaluate(inGrey, { data, cell: CELL });
  }
}

/** Resolves when the preview stands, in the document that was there before. */
async function show(page: Page, preview: string): Promise<void> {
  const course = { names: [preview], mayScroll: true, pixelsPerMm: null, outOfReach: 0 };
  await page.evaluate(faultsOfScreens, course);
}

/** Which share of the cells differs; 1 for pictures of different sizes, or none. */
export function difference(one: Picture | undefined, other: Picture | undefined): number {
  if (one === undefined || other === undefined) return 1;
  const [a, b] = [Buffer.from(one.grey, 'base64'), Buffer.from(other.grey, 'base64')];
  if (one.columns !== other.columns || a.length !== b.length) return 1;
  const noticed = a.filter((grey, i) => Math.abs(grey - (b[i] ?? 0)) > NOTICED).length;
  return noticed / a.length;
}

export function isTheSame(one: Picture | undefined, other: Picture | undefined): boolean {
  return difference(one, other) <= TOLERATED;
}

/** Runs in the page, so it refers to nothing outside itself. */
async function inGrey({ data, cell }: { data: string; cell: number }): Promise<Picture> {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes]));
  const [columns, rows] = [Math.ceil(image.width / cell), Math.ceil(image.height / cell)];
  const canvas = new OffscreenCanvas(columns, rows);
  const pen = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  pen.filter = 'grayscale(1)';
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(image, 0, 0, columns, rows);
  const pixels = pen.getImageData(0, 0, columns, rows).data.filter((_, i) => i % 4 === 0);
  return { columns, grey: btoa(String.fromCharCode(...pixels)) };
}
