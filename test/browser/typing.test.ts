import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { axe, loadAxe } from './axe.ts';
import { launchChromium } from './chromium.ts';
import { openServed } from './served.ts';
import { SIZES } from './sizes.ts';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
  page = await openServed(browser, 'stories', 'typing.html');
});

afterAll(() => browser.close());

/** The keyboard anew, on the page that has its fonts and its words already. */
async function open(query = ''): Promise<void> {
  await page.goto(`${inject('served').stories}/typing.html${query}`);
}

const key = (name: string) => page.getByRole('button', { name, exact: true });
const text = () => page.getByRole('textbox').inputValue();

/** By fingers, letter by letter. */
async function tap(letters: string): Promise<void> {
  for (const letter of letters) await key(letter).click();
}

async function choose(candidate: string): Promise<void> {
  await key(candidate).click();
}

describe('writing on the screen', () => {
  it('goes from pinyin to words, by phrases, initials and signs, and back by deleting', async () => {
    await open();
    await tap('gongzuorenyuan');
    await choose('工作人员');
    await tap('taiduhh');
    await choose('态度');
    expect(await page.locator('.typing-letters').textContent()).toContain('hh');
    await key('空格').click();
    await key('。').click();
    expect(await text()).toMatch(/^工作人员态度..。$/);
    await key('下一页').click();
    await choose('耐心解答');
    await key('删除').click();
    expect(await text()).toMatch(/。耐心解$/);
    await key('完成').click();
    expect(await page.title()).toBe('done');
  });

  it('has Latin letters, digits and signs a key away', async () => {
    await open();
    await key('英').click();
    await key('大写').click();
    await tap('Vip');
    await key('123').click();
    await tap('12');
    await key('#+=').click();
    await tap('《');
    await key('中').click();
    await tap('wo');
    await key('空格').click();
    expect(await text()).toBe('Vip12《我');
  });

  it('turns pages to rare characters', async () => {
    await open();
    await tap('yan');
    for (let i = 0; i < 40 && (await key('䶮').count()) === 0; i++) await key('下一页').click();
    await choose('䶮');
    expect(await text()).toBe('䶮');
  });

  it('is for a real keyboard too, and no level is pressed by its digits', async () => {
    await open();
    await page.getByRole('textbox').waitFor();
    await page.keyboard.type('fuwu');
    await key('服务').waitFor();
    await page.keyboard.press('1');
    await page.keyboard.type('2');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.type('hao ');
    expect(await text()).toMatch(/^服.务2$/);
    expect(await page.locator('body').textContent()).not.toContain('passed');
  });

  it('SZ-11: counts code points, and takes 500 and no more', async () => {
    await open();
    await page.getByRole('textbox').fill('𬭎'.repeat(600));
    await page.getByText('500/500').waitFor();
    await choose('服务态度');
    expect([...(await text())]).toHaveLength(500);
  });

  it('begins with Latin letters in English', async () => {
    await open('?language=en');
    await tap('ok');
    await key('Space').click();
    await choose('waiting time');
    expect(await text()).toBe('ok waiting time');
  });

  it('has no violation of WCAG 2.2 AA, targets among them, whichever keys stand', async () => {
    await open();
    await tap('shi');
    await key('是').waitFor();
    await loadAxe(page);
    expect(await axe(page)).toEqual([]);
    await choose('是');
    for (const layout of ['123', '#+=']) {
      await key(layout).click();
      expect(await axe(page)).toEqual([]);
    }
    await open('?language=en');
    await key('q').waitFor();
    await loadAxe(page);
    expect(await axe(page)).toEqual([]);
  });

  it.each(SIZES)(
    'has keys of 14 mm at $width×$height, all of them on the screen',
    async (device) => {
      const { width, height, mmPerPixel } = device;
      await page.setViewportSize({ width, height });
      await open();
      await key('q').waitFor();
      const faults: string[] = [];
      for (const layout of ['', '123', '#+=']) {
        if (layout !== '') await key(layout).click();
        faults.push(...(await smallOf(mmPerPixel)));
      }
      await key('中').click();
      await tap('shi');
      await key('是').waitFor();
      faults.push(...(await smallOf(mmPerPixel)));
      expect(faults).toEqual([]);
    },
  );
});

/** Keys that are too small or cut off. */
function smallOf(mmPerPixel: number): Promise<string[]> {
  return page.evaluate((mm) => {
    const faults: string[] = [];
    for (const button of document.querySelectorAll('.typing button')) {
      const { width, height, left, right, top, bottom } = button.getBoundingClientRect();
      const name = button.textContent;
      if (Math.min(width, height) * mm < 13.99) faults.push(`${name}: ${width}×${height}`);
      const isOut = left < 0 || right > innerWidth || top < 0 || bottom > innerHeight;
      if (isOut) faults.push(`${name} is cut off at ${right}, ${bottom}`);
      if (button.scrollWidth > button.clientWidth) faults.push(`${name} is wider than its key`);
    }
    return faults;
  }, mmPerPixel);
}
