import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { heard, noteHeard } from './heard.ts';
import { Stage } from './stage.ts';
import { UNHURRIED } from './timed-store.ts';

let browser: Browser;
let stage: Stage;
let known = 0;

beforeAll(async () => {
  browser = await launchChromium();
  const hidKeys = { F8: 'headphonesIn', F9: 'headphonesOut' } as const;
  stage = await Stage.open(browser, { timings: UNHURRIED, hidKeys });
  await noteHeard(stage.page);
  await stage.page.reload();
  await stage.page.getByText('办理完成后').waitFor();
  await stage.untilConnected();
});

afterAll(async () => {
  await stage.close();
  await browser.close();
});

/** What is said next is this, in this order, in one language. */
async function hears(clips: string[], language = 'zh-CN'): Promise<void> {
  const wanted = clips.map((clip) => `${language}/${clip}`);
  await stage.patiently(`the recordings ${clips}`, async () => {
    const news = (await heard(stage.page)).slice(known);
    return news.length >= wanted.length || undefined;
  });
  const news = (await heard(stage.page)).slice(known);
  known += news.length;
  expect(news).toEqual(wanted);
}

/** A key, once the screen takes keys. */
async function press(key: string): Promise<void> {
  await stage.page.waitForFunction(
    () => !document.querySelector('[aria-busy="true"], main [aria-disabled="true"]'),
  );
  await stage.page.keyboard.press(key);
}

const LEVEL_KEYS = [1, 2, 3, 4, 5].flatMap((key) => ['press', `sign${key}`, `level${6 - key}`]);
const ASKED = ['askCompletion', ...LEVEL_KEYS, 'backDeclines', 'enterTools'];
/** Which case it is, for who listens alone (SZ-16). */
const ofCase = (no: number) => ['caseNo', 'signV', `sign${no}`];
const numbered = (clips: string[]) => [
  ...clips.flatMap((clip, index) => ['press', `sign${index + 1}`, clip]),
  ...['press', 'sign5', 'next', 'enterConfirms'],
];
const TAGS = numbered(['tag207', 'tag208', 'tag209', 'tag210']);

describe('a visit by voice and keys alone', () => {
  it('begins with the plug, names every key, and ends with thanks', async () => {
    await stage.page.keyboard.press('F8');
    await hears(['welcome', 'help']);
    await stage.world.report({ caseNo: 'V-1' });
    await hears([...ASKED, ...ofCase(1)]);
    await press('4');
    await hears([
      ...['youChose', 'level2', 'handling', 'privacy', 'details'],
      ...['enterConfirms', 'backRevises'],
    ]);
    await press('4');
    await hears(['tags', ...TAGS]);
    await press('3');
    await hears(['tag209', 'chosen', 'tags', ...TAGS]);
    await press('Enter');
    const [rating] = await stage.patiently('a rating', async () => {
      const all = await stage.ratings();
      return all.length > 0 && all;
    });
    const code = String(rating?.receiptCode).replace('-', '');
    await hears(['thanks', 'receipt', ...[...code].map((sign) => `sign${sign}`)]);
    await stage.page.getByText('办理完成后').waitFor();
    const [row] = (await stage.outbox()).filter(({ body }) => body.caseNo === 'V-1');
    expect(row?.body).toMatchObject({ level: 2, tags: [{ code: '209' }], input: 'key' });
  });

  it('says ready sentences by their keys', async () => {
    await stage.world.report({ caseNo: 'V-2' });
    await hears([...ASKED, ...ofCase(2)]);
    for (const key of ['1', '1', '5', '5', '1', '1']) await press(key);
    await press('3');
    await stage.page.locator('.tag[aria-pressed=true]').getByText('工作人员耐心').waitFor();
    await press('Enter');
    await stage.untilThanked();
    await stage.page.getByText('办理完成后').waitFor();
    const [row] = (await stage.outbox()).filter(({ body }) => body.caseNo === 'V-2');
    expect(row?.body).toMatchObject({ level: 5, business: 5, service: 5, text: '工作人员耐心' });
  });

  it('is silent after the plug is out, until somebody chooses 语音', async () => {
    await stage.page.keyboard.press('F9');
    known = (await heard(stage.page)).length;
    await stage.world.report({ caseNo: 'V-3' });
    await stage.page.getByRole('group', { name: '满意程度' }).waitFor();
    await press('Enter');
    await press('3');
    await hears(ASKED);
    await press('Enter');
    await hears([
      ...['press', 'sign1', 'large', 'press', 'sign2', 'contrast', 'press', 'sign3', 'voice'],
      ...['press', 'sign4', 'language', 'enterCloses'],
    ]);
    await press('1');
    await hears(ASKED);
    await press('Escape');
    await hears(['declined']);
  });
});
