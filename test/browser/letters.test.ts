import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_FLAGS, provideChromium } from './chromium.ts';
import { openServed } from './served.ts';

/** Names of GB 18030-2022 level 3, a Hong Kong one, and what every screen says. */
const LETTERS = [...'䶮㛃𬭎𫖮麐喆堃評價滿意满意'];

let folder: string;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  // A device whose system has no letters for Chinese. With no fonts at all Chromium shows none of a
  // page's own either.
  folder = await mkdtemp(join(tmpdir(), 'haochaping-fonts-'));
  const rejected = ['zh-cn', 'zh-tw', 'zh-hk', 'ja', 'ko'].map(
    (lang) => `<pattern><patelt name="lang"><string>${lang}</string></patelt></pattern>`,
  );
  const config = `<?xml version="1.0"?><fontconfig><include>/etc/fonts/fonts.conf</include>
    <selectfont><rejectfont>${rejected.join('')}</rejectfont></selectfont></fontconfig>`;
  await writeFile(join(folder, 'fonts.conf'), config);
  browser = await chromium.launch({
    executablePath: provideChromium(),
    args: CHROMIUM_FLAGS,
    env: { ...process.env, FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  });
  page = await openServed(browser, 'terminal', '');
  await page.locator('main').waitFor();
  // The letters of names come after the first screen has been painted.
  await page.waitForFunction(() =>
    [...document.fonts].some(({ unicodeRange }) => unicodeRange.includes('U+4DAE')),
  );
});

afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

/** Each letter as it is drawn in the font of the screen, once that has loaded what it needs. */
function drawn(letters: string[], family?: string): Promise<string[]> {
  return page.evaluate(
    async ([all, only]) => {
      const font = `48px ${only ?? getComputedStyle(document.documentElement).fontFamily}`;
      await document.fonts.load(font, all.join(''));
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 64;
      const pen = canvas.getContext('2d', { willReadFrequently: true });
      if (pen === null) throw new Error('no canvas');
      return all.map((letter) => {
        pen.clearRect(0, 0, 64, 64);
        pen.font = font;
        pen.fillText(letter, 4, 52);
        return canvas.toDataURL();
      });
    },
    [letters, family] as const,
  );
}

/** The Chinese letters that the fonts of a family promise. */
function hanOf(family: string): Promise<string[]> {
  return page.evaluate((name) => {
    const faces = [...document.fonts].filter((face) => face.family.replaceAll('"', '') === name);
    const ranges = faces.flatMap(({ unicodeRange }) => [
      ...unicodeRange.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/gi),
    ]);
    return ranges
      .map(([, from = '', to = from]) => [Number.parseInt(from, 16), Number.parseInt(to, 16)])
      .flatMap(([from = 0, to = 0]) => Array.from({ length: to - from + 1 }, (_, i) => from + i))
      .filter((code) => code > 0x3000)
      .map((code) => String.fromCodePoint(code));
  }, family);
}

describe('a device without Chinese letters of its own', () => {
  it('draws every letter of a rare name, and none as an empty box', async () => {
    const [box, blank, ...pictures] = await drawn(['\u{10fffd}', ' ', ...LETTERS]);
    const missing = LETTERS.filter((_, i) => pictures[i] === box || pictures[i] === blank);
    expect(missing).toEqual([]);
    expect(new Set(pictures).size).toBe(new Set(LETTERS).size);
  });

  it('draws every letter of our own words by the fonts made of them', async () => {
    const letters = await hanOf('Haochaping Sans');
    expect(letters.length).toBeGreaterThan(800);
    const [box, ...pictures] = await drawn(['\u{10fffd}', ...letters], '"Haochaping Sans"');
    expect(letters.filter((_, i) => pictures[i] === box)).toEqual([]);
  });

  it('is a test that can fail: a letter in no shipped font is an empty box', async () => {
    const [box, unknown] = await drawn(['\u{10fffd}', '\u{2ebf0}']);
    expect(unknown).toBe(box);
  });
});
