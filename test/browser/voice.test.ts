import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { until } from '../until.ts';
import { launchChromium } from './chromium.ts';
import { openServed } from './served.ts';

/** What the page plays: when, and for how long. */
interface Played {
  at: number;
  seconds: number;
  stopped: boolean;
}

let browser: Browser;
let page: Page;
let asked: string[];

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser.close());

afterEach(() => page.close());

async function open(query = ''): Promise<void> {
  page = await openServed(browser, 'stories', 'voice.html');
  asked = [];
  page.on('request', (request) => {
    const [, clip] = /\/voice\/(.+)\.opus/.exec(request.url()) ?? [];
    if (clip !== undefined) asked.push(clip);
  });
  await page.addInitScript(() => {
    const played: Played[] = [];
    Object.assign(globalThis, { played });
    const { start, stop } = AudioBufferSourceNode.prototype;
    const own = new WeakMap<AudioBufferSourceNode, Played>();
    AudioBufferSourceNode.prototype.start = function (at = 0) {
      const entry = { at, seconds: this.buffer?.duration ?? 0, stopped: false };
      played.push(entry);
      own.set(this, entry);
      start.call(this, at);
    };
    AudioBufferSourceNode.prototype.stop = function () {
      const entry = own.get(this);
      if (entry) entry.stopped = true;
      stop.call(this);
    };
  });
  await page.goto(`${inject('served').stories}/voice.html${query}`);
}

const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const played = () => page.evaluate(() => (globalThis as unknown as { played: Played[] }).played);
const untilPlayed = (count: number) =>
  until(`${count} recordings`, async () => {
    const all = await played();
    return all.length === count ? all : undefined;
  });

describe('the voice', () => {
  it('SZ-16: says one after another, and no case number by the loudspeaker', async () => {
    await open();
    await press('ask');
    const all = await untilPlayed(7);
    expect(asked).toEqual(
      ['askCompletion', 'press', 'sign1', 'level5', 'sign2', 'level4'].map((one) => `zh-CN/${one}`),
    );
    for (const [i, { at, seconds }] of all.entries()) {
      expect(seconds).toBeGreaterThan(0.1);
      const before = all[i - 1];
      if (before) expect(at).toBeGreaterThanOrEqual(before.at + before.seconds);
    }
  });

  it('SZ-16: says the case number into headphones, and is silent when they are pulled out', async () => {
    await open('?language=zh-HK');
    await press('plug in');
    await press('ask');
    const all = await untilPlayed(11);
    expect(all).toHaveLength(11);
    expect(asked.slice(0, 4)).toEqual(
      ['askCompletion', 'caseNo', 'sign4', 'signA'].map((one) => `zh-HK/${one}`),
    );
    await press('pull out');
    expect((await played()).every(({ stopped }) => stopped)).toBe(true);
  });

  it('ends what it was saying when something else is to be said', async () => {
    await open('?language=en');
    await press('ask');
    await untilPlayed(7);
    await press('thank');
    const all = await untilPlayed(8);
    expect(all.map(({ stopped }) => stopped)).toEqual([...Array(7).fill(true), false]);
  });

  it('goes on where what comes begins with what is being said', async () => {
    await open('?language=en');
    await press('thank');
    await untilPlayed(1);
    await press('thank more');
    const [first, ...more] = await untilPlayed(3);
    expect(asked).toEqual(['thanks', 'signK', 'sign7'].map((one) => `en/${one}`));
    expect(more[0]?.at).toBeGreaterThanOrEqual((first?.at ?? 0) + (first?.seconds ?? 0));
    expect([first, ...more].some((one) => one?.stopped)).toBe(false);
  });

  it('says the same anew in another language', async () => {
    await open();
    await press('thank');
    await untilPlayed(1);
    await press('in English');
    await press('thank');
    expect((await untilPlayed(2)).map(({ stopped }) => stopped)).toEqual([true, false]);
    expect(asked).toEqual(['zh-CN/thanks', 'en/thanks']);
  });

  it('goes on without a recording that is missing', async () => {
    await open();
    await page.route('**/voice/**/press.opus', (route) => route.fulfill({ status: 404 }));
    await press('ask');
    await untilPlayed(5);
  });
});
