import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { SIZES } from './sizes.ts';
import { Stage } from './stage.ts';
import { UNHURRIED } from './timed-store.ts';
import { declaration, linkedCasesOf, nationalTag, Visitor } from './visitor.ts';

let browser: Browser;
let stage: Stage;
let visitor: Visitor;

beforeAll(async () => {
  browser = await launchChromium();
  stage = await Stage.open(browser, { timings: UNHURRIED, publicUrl: 'https://rate.example' });
  visitor = new Visitor(stage);
});

afterAll(async () => {
  await stage.close();
  await browser.close();
});

describe.each(SIZES)('by the keys 1–5, Enter and Back at $width×$height', ({ width, height }) => {
  const no = (name: string) => `K${width}-${name}`;

  beforeAll(() => stage.page.setViewportSize({ width, height }));

  it('SZ-11, SZ-18e: changes its mind and says why; the next case waits, and asks of the service', async () => {
    await visitor.isAsked(no('why'));
    await visitor.presses('1', 'Escape', '4', '4', '3');
    await stage.world.report({ caseNo: no('receipt'), event: 'received', certificate: true });
    await visitor.presses('5', '5', '4', '2', '2', 'Enter');
    expect(await visitor.thankedFor(no('why'))).toMatchObject([
      {
        ...{ level: 2, business: 2, service: 4, tags: [nationalTag('209')], text: '等候时间太长' },
        ...{ revisions: 1, input: 'key' },
      },
    ]);
    await visitor.presses('Enter');
    await visitor.meets(no('receipt'));
    await visitor.presses('4', '4', '2', 'Enter');
    expect(await visitor.thankedFor(no('receipt'))).toMatchObject([
      { stage: 'receipt', level: 2, service: 2, tags: [nationalTag('214')] },
    ]);
  });

  it('SZ-14c: takes the phone along instead of rating now', async () => {
    await visitor.isAsked(no('later'));
    await visitor.presses('Escape');
    await stage.page.getByRole('img', { name: '评价二维码' }).waitFor();
    await visitor.presses('Enter');
    await visitor.untilIdle();
    expect(await visitor.held(no('later'))).toEqual([]);
  });

  it('SZ-20a: rates all cases of a declaration at once, and sees which they are', async () => {
    for (const record of declaration(no('D'))) await stage.world.report(record);
    await stage.page.getByText('等 2 件，一次评价适用于全部').waitFor();
    await visitor.presses('Enter', '5');
    await expect.poll(() => stage.page.locator('.row-case').count()).toBe(2);
    await visitor.presses('Escape', '2', 'Enter');
    await stage.untilThanked();
    const cases = declaration(no('D')).map(({ caseNo }) => caseNo);
    expect(await visitor.levelsOf(cases)).toEqual([4, 4]);
    await visitor.presses('Enter');
  });

  it('SZ-20b: rates a theme as a whole, and another one item by item', async () => {
    await visitor.isAsked(no('whole'), { linkedCases: linkedCasesOf(no('whole')) });
    await visitor.presses('3', 'Enter');
    const [whole] = await visitor.thankedFor(no('whole'));
    expect(whole).toMatchObject({ level: 3 });
    expect(whole).not.toHaveProperty('linked');
    await visitor.presses('Enter');

    await visitor.isAsked(no('parts'), { linkedCases: linkedCasesOf(no('parts')) });
    await visitor.presses('Enter', '5', '2', '2', '3', 'Enter', 'Enter');
    await stage.page.getByText('第3项/共3项').waitFor();
    await visitor.presses('5', 'Enter');
    await stage.page.getByText('已逐项评价 2 项').waitFor();
    await visitor.presses('Enter');
    expect(await visitor.thankedFor(no('parts'))).toMatchObject([
      {
        level: null,
        linked: [
          { caseNo: `${no('parts')}-L1`, level: 4, tags: [nationalTag('408')] },
          { caseNo: `${no('parts')}-L3`, level: 1 },
        ],
      },
    ]);
    await visitor.presses('Enter');
  });

  it('SZ-04: staff take back what nobody has touched, and nothing else', async () => {
    await visitor.untilIdle();
    await stage.handToAgent(stage.world.record({ caseNo: no('back') }));
    await visitor.meets(no('back'));
    await stage.takeFromAgent(no('back'));
    await visitor.untilIdle();
    await stage.handToAgent(stage.world.record({ caseNo: no('begun') }));
    await visitor.meets(no('begun'));
    await visitor.presses('2');
    await stage.page.getByText('您选择了').waitFor();
    await stage.takeFromAgent(no('begun'));
    await visitor.presses('Enter');
    expect(await visitor.thankedFor(no('begun'))).toMatchObject([{ level: 4 }]);
    await visitor.presses('Enter');
  });
});

describe('by keys', () => {
  it('has large letters, high contrast and another language, and rates so', async () => {
    await visitor.isAsked('K-tools');
    await stage.page.getByText('按确认键使用').waitFor();
    await visitor.presses('Enter', '1', 'Enter', '2', 'Enter', '4', '4', '4');
    await stage.page.getByText('Answered within 10 working days').waitFor();
    const { dataset, lang } = await stage.page.evaluate(() => {
      const { lang, dataset } = document.documentElement;
      return { lang, dataset: { ...dataset } };
    });
    expect(lang).toBe('en');
    expect(Object.keys(dataset)).toEqual(expect.arrayContaining(['large', 'contrast']));
    await visitor.presses('Enter');
    await stage.page.getByText('Thank you').waitFor();
    await visitor.presses('Enter');
    await visitor.untilIdle();
    expect(await visitor.held('K-tools')).toMatchObject([
      { level: 2, language: 'en', input: 'key' },
    ]);
  });
});
