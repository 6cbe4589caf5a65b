import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LEVEL_NAMES, LEVELS } from '../../protocol/index.ts';
import { launchChromium } from './chromium.ts';
import { greysOf } from './greys.ts';
import { readQr } from './read-qr.ts';
import { SIZES } from './sizes.ts';
import { Stage } from './stage.ts';
import { UNHURRIED } from './timed-store.ts';
import { declaration, linkedCasesOf, nationalTag, Visitor } from './visitor.ts';

let browser: Browser;
let stage: Stage;
let visitor: Visitor;

beforeAll(async () => {
  browser = await launchChromium();
  const publicUrl = 'https://rate.example';
  stage = await Stage.open(browser, { timings: UNHURRIED, publicUrl, hasTouch: true });
  visitor = new Visitor(stage);
});

afterAll(async () => {
  await stage.close();
  await browser.close();
});

describe.each(SIZES)('by touch at $width×$height', ({ width, height }) => {
  const no = (name: string) => `T${width}-${name}`;

  beforeAll(() => stage.page.setViewportSize({ width, height }));

  it('SZ-11, SZ-18e: changes its mind and says why; the next case waits, and asks of the service', async () => {
    await visitor.isAsked(no('why'));
    await visitor.taps('非常满意', '修改', '不满意');
    await stage.page.getByText('将在 10 个工作日内核实处理并回复').waitFor();
    await stage.page.getByText('您的身份信息依法保密').waitFor();
    const next = { caseNo: no('receipt'), event: 'received', certificate: true } as const;
    await stage.world.report(next);
    await visitor.taps(/未在承诺时间内办结/, '分项评价');
    const service = stage.page.getByRole('group', { name: '人员服务' });
    await service.getByRole('button', { name: '满意', exact: true }).tap();
    await visitor.taps('完成', '写几句', 'd', 'e', 'n', 'g', '等', '完成', '提交');
    expect(await visitor.thankedFor(no('why'))).toMatchObject([
      {
        ...{ level: 2, business: 2, service: 4, tags: [nationalTag('209')], text: '等' },
        ...{ revisions: 1, input: 'touch' },
      },
    ]);

    await visitor.meets(no('receipt'));
    await stage.page.getByText('请您评价本次收件服务').waitFor();
    await visitor.taps('不满意');
    const tags = stage.page.getByRole('group', { name: /为什么/ }).getByRole('button');
    await visitor.untilOpen();
    expect(await tags.allTextContents()).toEqual(['服务窗口人员业务不熟练', '服务服务态度生硬']);
    await visitor.taps(/态度生硬/, '提交');
    expect(await visitor.thankedFor(no('receipt'))).toMatchObject([
      { stage: 'receipt', level: 2, service: 2, tags: [nationalTag('214')] },
    ]);
  });

  it('SZ-14c: takes the phone along instead of rating now', async () => {
    await visitor.isAsked(no('later'));
    await visitor.taps('暂不评价');
    const code = stage.page.getByRole('img', { name: '评价二维码' });
    await stage.page.getByText('手机扫码也能评价').waitFor();
    const { pathname, origin } = new URL(await readQr(await code.screenshot()));
    expect(origin).toBe('https://rate.example');
    const opened = await stage.world.call('GET', pathname.replace('/r/', '/api/phone/'));
    expect(opened.body).toMatchObject({ state: 'open', caseNo: no('later') });
    await visitor.taps('返回首页');
    await visitor.untilIdle();
    expect(await visitor.held(no('later'))).toEqual([]);
  });

  it('SZ-20a: rates all cases of a declaration at once, and sees which they are', async () => {
    for (const record of declaration(no('D'))) await stage.world.report(record);
    await stage.page.getByText('等 2 件，一次评价适用于全部').waitFor();
    await visitor.taps('查看清单');
    await expect.poll(() => stage.page.locator('.row-case').count()).toBe(2);
    await visitor.taps('返回', '满意', '提交');
    await stage.untilThanked();
    const cases = declaration(no('D')).map(({ caseNo }) => caseNo);
    expect(await visitor.levelsOf(cases)).toEqual([4, 4]);
  });

  it('SZ-20b: rates a theme as a whole, and another one item by item', async () => {
    await visitor.isAsked(no('whole'), { linkedCases: linkedCasesOf(no('whole')) });
    await visitor.taps('基本满意');
    await stage.world.report({ caseNo: no('parts'), linkedCases: linkedCasesOf(no('parts')) });
    await visitor.taps('提交');
    const [whole] = await visitor.thankedFor(no('whole'));
    expect(whole).toMatchObject({ level: 3 });
    expect(whole).not.toHaveProperty('linked');

    await visitor.meets(no('parts'));
    await visitor.taps('逐项评价');
    await stage.page.getByText('第1项/共3项').waitFor();
    await visitor.taps('满意', /一张清单告知全部申报材料/, '评下一项', '跳过此项');
    await stage.page.getByText('第3项/共3项').waitFor();
    await visitor.taps('非常不满意', '结束逐项');
    await stage.page.getByText('已逐项评价 2 项').waitFor();
    await visitor.taps('提交');
    expect(await visitor.thankedFor(no('parts'))).toMatchObject([
      {
        level: null,
        linked: [
          { caseNo: `${no('parts')}-L1`, level: 4, tags: [nationalTag('408')] },
          { caseNo: `${no('parts')}-L3`, level: 1 },
        ],
      },
    ]);
  });

  it('SZ-04: staff take back what nobody has touched, and nothing else', async () => {
    await visitor.untilIdle();
    await stage.handToAgent(stage.world.record({ caseNo: no('back') }));
    await visitor.meets(no('back'));
    await stage.takeFromAgent(no('back'));
    await visitor.untilIdle();
    await stage.handToAgent(stage.world.record({ caseNo: no('begun') }));
    await visitor.meets(no('begun'));
    await visitor.taps('满意');
    await stage.page.getByText('您选择了').waitFor();
    await stage.takeFromAgent(no('begun'));
    await visitor.taps('提交');
    expect(await visitor.thankedFor(no('begun'))).toMatchObject([{ level: 4 }]);
  });
});

describe('a visit in greyscale', () => {
  const picture = async (part: Locator) => (await part.screenshot()).toString('base64');
  const greys = (...pictures: string[]) => stage.page.evaluate(greysOf, pictures);

  /** Before and after it is chosen, without any colour. */
  async function chosenByTap(button: Locator): Promise<void> {
    const before = await picture(button);
    await button.tap();
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('true');
    const { colours, differences } = await greys(before, await picture(button));
    expect(colours).toBe(0);
    expect(differences[0]).toBeGreaterThan(0.01);
  }

  it('NORM: tells levels by mouths and full names, what is chosen by frame and tick, the rest by words', async () => {
    await stage.page.setViewportSize({ width: 1024, height: 600 });
    const session = await stage.page.context().newCDPSession(stage.page);
    await session.send('Emulation.setEmulatedVisionDeficiency', { type: 'achromatopsia' });
    await visitor.untilIdle();
    await visitor.isAsked('T-grey');
    // Of keys nothing is said where nobody has any.
    expect(await stage.page.locator('.tools-key').count()).toBe(0);
    const faces: string[] = [];
    for (const level of LEVELS) {
      const button = visitor.button(LEVEL_NAMES[level]);
      expect(await button.textContent()).toBe(LEVEL_NAMES[level]);
      faces.push(await picture(button.locator('.face')));
    }
    const { colours, differences } = await greys(...faces);
    expect(colours).toBe(0);
    for (const share of differences) expect(share).toBeGreaterThan(0.01);

    await visitor.taps('不满意');
    await visitor.untilOpen();
    expect(await stage.page.getByRole('heading').textContent()).toBe('您选择了不满意');
    await chosenByTap(visitor.button(/服务态度生硬/));
    await visitor.taps('分项评价');
    const business = stage.page.getByRole('group', { name: '业务办理' });
    await chosenByTap(business.getByRole('button', { name: '基本满意', exact: true }));
    await visitor.taps('完成');
    await stage.page.getByText('业务 基本满意').waitFor();
    await visitor.taps('提交');
    expect(await visitor.thankedFor('T-grey')).toMatchObject([
      { level: 2, business: 3, service: 2, tags: [nationalTag('214')] },
    ]);
    await session.send('Emulation.setEmulatedVisionDeficiency', { type: 'none' });
  });
});
