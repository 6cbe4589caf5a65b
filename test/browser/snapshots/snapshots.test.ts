import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../chromium.ts';
import { openServed } from '../served.ts';
import { type Kept, readKept, SIZES, sizesOf } from './kept.ts';
import { difference, isTheSame, Photographer, type Picture, TOLERATED } from './picture.ts';

let browser: Browser;
let page: Page;
let photographer: Photographer;
let names: string[];
let kept: Record<string, Kept>;

beforeAll(async () => {
  browser = await launchChromium();
  page = await openServed(browser, 'gallery', 'index.html');
  names = await page.getByRole('link').allTextContents();
  photographer = await Photographer.on(page);
  kept = await readKept();
});

afterAll(() => browser.close());

/** Which share of the screen is not as kept. What was still on its way is there the second time. */
async function changeOf(name: string, size: string, before: Picture | undefined) {
  const share = difference(before, await photographer.take(name, size));
  return share <= TOLERATED ? share : difference(before, await photographer.take(name, size));
}

// Changed on purpose: npm run snapshots -- --reason "…"
describe('how every screen looks', () => {
  it('is kept with a reason, and no screen is missing', async () => {
    expect(Object.keys(kept).sort()).toEqual(names.sort());
    for (const { reason } of Object.values(kept)) expect(reason.trim()).not.toBe('');
  });

  it.each(SIZES)('is as it was kept, at %s', async (size) => {
    const changed: Record<string, string> = {};
    for (const [name, { pictures }] of Object.entries(kept)) {
      if (!sizesOf(name).includes(size)) continue;
      const share = await changeOf(name, size, pictures[size]);
      if (share > TOLERATED) changed[name] = `${Math.round(share * 1_000) / 10} % of the screen`;
    }
    expect(changed).toEqual({});
  });

  it('would not pass with one button moved', async () => {
    const past = kept.asking?.pictures['1024x600'];
    await page.addStyleTag({ content: '.levels { transform: translateY(24px) }' });
    const now = await photographer.take('asking', '1024x600');
    expect(isTheSame(past, now)).toBe(false);
  });
});
