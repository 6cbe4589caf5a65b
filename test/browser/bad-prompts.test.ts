import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { faultsOfScreens } from './faults-of-screens.ts';
import { SIZES } from './sizes.ts';
import type { Spoil } from './spoilt-store.ts';
import { Stage } from './stage.ts';
import { UNHURRIED } from './timed-store.ts';
import { Visitor } from './visitor.ts';

const LONG_NAME =
  '城镇企业职工基本养老保险与机关事业单位基本养老保险关系转移接续及补缴历史欠费后个人账户权益一次性清算核定（跨省通办）办理';
const UNTOUCHED: Spoil = (prompt) => prompt;

let browser: Browser;
let stage: Stage;
let visitor: Visitor;
let spoil = UNTOUCHED;

beforeAll(async () => {
  browser = await launchChromium();
  stage = await Stage.open(browser, {
    timings: UNHURRIED,
    hasTouch: true,
    spoil: (prompt) => spoil(prompt),
  });
  visitor = new Visitor(stage);
});

afterAll(async () => {
  await stage.close();
  await browser.close();
});

/** How the hub heard that the prompt of this case ended, and what it was told besides. */
async function endingOf(caseNo: string): Promise<Record<string, unknown>> {
  return stage.patiently(`the end of ${caseNo}`, async () => {
    const { body } = await stage.world.admin('GET', `/api/cases/${caseNo}/explanation`);
    return body.steps.find(({ kind }: { kind: string }) => kind === 'prompt.ended')?.facts;
  });
}

/** What stands on the screen is whole, and its five levels are equal. */
async function expectWhole(): Promise<void> {
  const course = { names: null, mayScroll: false, pixelsPerMm: null, outOfReach: 0 };
  expect(await stage.page.evaluate(faultsOfScreens, course)).toEqual({});
}

describe.each(SIZES)('at $width×$height', ({ width, height }) => {
  const no = (name: string) => `B${width}-${name}`;

  beforeAll(() => stage.page.setViewportSize({ width, height }));

  it('a prompt that is over, or cannot be read, leaves the screen as it is; its sender hears why', async () => {
    await visitor.untilIdle();
    spoil = (prompt) => ({ ...prompt, showUntil: '2026-01-01T00:00:00.000+08:00' });
    await stage.world.report({ caseNo: no('late') });
    expect(await endingOf(no('late'))).toMatchObject({ ending: 'expired' });
    spoil = ({ item: _, ...prompt }) => prompt;
    await stage.world.report({ caseNo: no('broken') });
    const detail = expect.stringContaining('prompt.item: ');
    expect(await endingOf(no('broken'))).toMatchObject({ ending: 'refused', detail });
    await visitor.untilIdle();
    await expectWhole();
  });

  it('SZ-11: sixty characters, a missing photo and tags of an unknown list are asked about whole', async () => {
    const photoUrl = `${stage.agentUrl}/no-such-photo.jpg`;
    const staff = { staffNo: 'S01', name: '䶮㛃𬭎𫖮', photoUrl };
    spoil = (prompt) => ({ ...prompt, staff, tagList: { list: 'taxation', version: 3 } });
    expect([...LONG_NAME]).toHaveLength(60);
    await visitor.isAsked(no('long'), { item: { itemCode: 'SB-0042', name: LONG_NAME } });
    await stage.page.getByText(LONG_NAME).waitFor();
    await stage.page.locator('span.portrait').getByText('䶮').waitFor();
    await expectWhole();
    await visitor.taps('不满意');
    await stage.page.getByText('可以写几句，也可以直接提交').waitFor();
    expect(await stage.page.locator('.tag').count()).toBe(0);
    await expectWhole();
    await visitor.taps('提交');
    expect(await visitor.thankedFor(no('long'))).toMatchObject([{ level: 2 }]);
    const detail = expect.stringContaining('taxation@3');
    expect(await endingOf(no('long'))).toMatchObject({ ending: 'rated', detail });
    spoil = UNTOUCHED;
  });

  it('SZ-20b: three hundred linked cases are listed', async () => {
    const linkedCases = Array.from({ length: 300 }, (_, index) => ({
      caseNo: no(`L${index}`),
      item: { itemCode: 'GA-02', name: index % 2 === 0 ? LONG_NAME : '公章刻制备案' },
    }));
    await visitor.isAsked(no('theme'), { linkedCases });
    await visitor.taps('逐项评价', '查看清单');
    await stage.page.getByText('第 1 页，共 60 页').waitFor();
    await expectWhole();
    // On its first page the list has a button that stays closed.
    await stage.page.keyboard.press('Escape');
    await visitor.presses('Escape', 'Escape', 'Escape');
  });
});
