import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LEVEL_NAMES, LEVELS, type RatingBody } from '../../protocol/index.ts';
import { launchChromium } from './chromium.ts';
import { readQr } from './read-qr.ts';
import { Stage } from './stage.ts';
import { UNHURRIED } from './timed-store.ts';

let browser: Browser;
let stage: Stage;

beforeAll(async () => {
  browser = await launchChromium();
  stage = await Stage.open(browser, { timings: UNHURRIED, publicUrl: 'https://rate.example' });
});

afterAll(async () => {
  await stage.close();
  await browser.close();
});

const button = (name: string) => stage.page.getByRole('button', { name, exact: true });
/** The screen takes touches and keys that are not left over from the screen before. */
const untilOpen = () =>
  stage.page.waitForFunction(() => !document.querySelector('main [aria-disabled="true"]'));

async function ask(caseNo: string, changes: object = {}): Promise<void> {
  await stage.page.getByText('办理完成后').waitFor();
  await stage.world.report({ caseNo, ...changes });
  await stage.page.getByRole('group', { name: '满意程度' }).waitFor();
  await untilOpen();
}

async function keys(...pressed: string[]): Promise<void> {
  for (const key of pressed) {
    await untilOpen();
    await stage.page.keyboard.press(key);
  }
}

/** What the device holds of this case, once it has been thanked for. */
async function thankedFor(caseNo: string): Promise<RatingBody[]> {
  await stage.untilThanked();
  const rows = (await stage.outbox()).filter(({ body }) => body.caseNo === caseNo);
  return rows.map(({ body }) => body);
}

const tag = (code: string) => ({ list: 'national', version: 2, code });

describe('a visit by touch', () => {
  it('SZ-04: costs two taps from prompt to thanks, whichever of the five levels it is', async () => {
    await stage.page.evaluate(() => {
      const counts = globalThis as unknown as { taps: number };
      counts.taps = 0;
      document.addEventListener('pointerdown', () => counts.taps++, { capture: true });
    });
    for (const level of LEVELS) {
      await ask(`T-${level}`);
      await stage.page.evaluate(() => ((globalThis as unknown as { taps: number }).taps = 0));
      await stage.tap(LEVEL_NAMES[level]);
      await untilOpen();
      await stage.submit();
      expect(await thankedFor(`T-${level}`)).toMatchObject([{ level, revisions: 0 }]);
      const taps = await stage.page.evaluate(
        () => (globalThis as unknown as { taps: number }).taps,
      );
      expect(taps).toBe(2);
    }
  });

  it('SZ-11: says why, with tags, an indicator and words, and what happens next', async () => {
    await ask('T-why');
    await stage.tap('不满意');
    await stage.page.getByText('将在 10 个工作日内核实处理并回复').waitFor();
    await stage.page.getByText('您的身份信息依法保密').waitFor();
    await untilOpen();
    await stage.page.getByRole('button', { name: /未在承诺时间内办结/ }).click();
    await button('分项评价').click();
    const service = stage.page.getByRole('group', { name: '人员服务' });
    await service.getByRole('button', { name: '满意', exact: true }).click();
    await button('完成').click();
    await button('写几句').click();
    await stage.page.getByRole('textbox').fill('等了两个小时，䶮');
    await button('完成').click();
    await stage.submit();
    expect(await thankedFor('T-why')).toMatchObject([
      { level: 2, business: 2, service: 4, tags: [tag('209')], text: '等了两个小时，䶮' },
    ]);
    await stage.untilReceipted();
    expect((await stage.ratings())[0]).toMatchObject({ caseNo: 'T-why', standing: 'counted' });
  });

  it('SZ-18e: asks about the service alone at receipt', async () => {
    await ask('T-receipt', { event: 'received', certificate: true });
    await stage.page.getByText('请您评价本次收件服务').waitFor();
    await stage.tap('不满意');
    await untilOpen();
    const tags = stage.page.getByRole('group', { name: /为什么/ }).getByRole('button');
    expect(await tags.allTextContents()).toEqual(['服务窗口人员业务不熟练', '服务服务态度生硬']);
    await stage.submit();
    await stage.untilThanked();
  });

  it('speaks English from one tap on, and Chinese again to the next citizen', async () => {
    await ask('T-english');
    await button('语言').click();
    await button('English').click();
    await button('Not satisfied').click();
    await untilOpen();
    await stage.page.getByText('Answered within 10 working days').waitFor();
    expect(await stage.page.evaluate(() => document.documentElement.lang)).toBe('en');
    await button('Send').click();
    await stage.page.getByText('Thank you').waitFor();
    await stage.page.getByText('办理完成后').waitFor();
    const [row] = (await stage.outbox()).filter(({ body }) => body.caseNo === 'T-english');
    expect(row?.body).toMatchObject({ level: 2, language: 'en' });
  });

  it('SZ-14c: offers the phone to who does not rate now', async () => {
    await ask('T-later');
    await button('暂不评价').click();
    const code = stage.page.getByRole('img', { name: '评价二维码' });
    await stage.page.getByText('手机扫码也能评价').waitFor();
    const { pathname, origin } = new URL(await readQr(await code.screenshot()));
    expect(origin).toBe('https://rate.example');
    const opened = await stage.world.call('GET', pathname.replace('/r/', '/api/phone/'));
    expect(opened.body).toMatchObject({ state: 'open', caseNo: 'T-later' });
    await button('返回首页').click();
    await stage.page.getByText('办理完成后').waitFor();
    expect((await stage.outbox()).some(({ body }) => body.caseNo === 'T-later')).toBe(false);
  });

  it('makes one rating of two thousand taps', async () => {
    await ask('T-rapid');
    const box = await button('基本满意').boundingBox();
    if (box === null) throw new Error('no such level');
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const chromium = await stage.page.context().newCDPSession(stage.page);
    const press = (type: 'mousePressed' | 'mouseReleased') =>
      chromium.send('Input.dispatchMouseEvent', { type, ...at, button: 'left', clickCount: 1 });
    const taps = Array.from({ length: 2_000 }, () => [
      press('mousePressed'),
      press('mouseReleased'),
    ]);
    await Promise.all(taps.flat());
    // Taps meant for the level may have opened something of the page that came in its place.
    await stage.patiently('the visit to end', async () => {
      const submit = button('提交');
      const isVisible = (text: string) => stage.page.getByText(text).first().isVisible();
      if (await submit.isVisible()) await submit.click({ timeout: 1_000 }).catch(() => {});
      // Back would take the rating itself back, while it is only chosen.
      else if (!(await isVisible('办理完成后')) && !(await isVisible('您选择了'))) {
        await stage.page.keyboard.press('Escape');
      }
      return stage.page.getByText('办理完成后').isVisible();
    });
    const rows = (await stage.outbox()).filter(({ body }) => body.caseNo === 'T-rapid');
    expect(rows).toMatchObject([{ body: { level: 3, revisions: 0 } }]);
  });
});

describe('the screen', () => {
  it('offers nothing of what a browser offers at a desk, and stays awake', async () => {
    const page = await (await browser.newContext({ hasTouch: true })).newPage();
    await page.addInitScript(() => {
      const seen = { menus: [] as boolean[], locks: 0 };
      Object.assign(globalThis, { seen });
      const request = navigator.wakeLock.request.bind(navigator.wakeLock);
      navigator.wakeLock.request = async (type) => {
        const lock = await request(type);
        seen.locks++;
        return lock;
      };
      addEventListener('contextmenu', (event) => seen.menus.push(event.defaultPrevented));
    });
    await page.goto(stage.agentUrl);
    const words = page.getByText('登记本机');
    await words.click({ button: 'right' });
    await words.click({ clickCount: 3 });
    const chromium = await page.context().newCDPSession(page);
    const middle = { x: 500, y: 300 };
    await chromium.send('Input.synthesizePinchGesture', { ...middle, scaleFactor: 2 });
    const found = await page.evaluate(() => {
      const drag = new DragEvent('dragstart', { bubbles: true, cancelable: true });
      document.querySelector('h1')?.dispatchEvent(drag);
      return {
        ...(globalThis as unknown as { seen: { menus: boolean[]; locks: number } }).seen,
        selected: getSelection()?.toString(),
        scale: visualViewport?.scale,
        overscroll: getComputedStyle(document.documentElement).overscrollBehavior,
        dragged: !drag.defaultPrevented,
      };
    });
    await page.context().close();
    expect(found).toEqual({
      ...{ menus: [true], locks: 1, selected: '', scale: 1, overscroll: 'none', dragged: false },
    });
  });
});

describe('a technician', () => {
  it('measures the screen with a card, and it stays so over a reload', async () => {
    const context = await browser.newContext({ viewport: { width: 1024, height: 600 } });
    const page = await context.newPage();
    const press = (name: string) => page.getByRole('button', { name }).click();
    const mm = () => page.evaluate(() => document.documentElement.style.getPropertyValue('--mm'));
    await page.goto(stage.agentUrl);
    await press('校准屏幕');
    await page.getByText('每毫米 6.67 像素').waitFor();
    await press('大');
    await press('大');
    await press('保存');
    await page.getByText('登记本机').waitFor();
    expect(Number.parseFloat(await mm())).toBeCloseTo(6.667 * 1.005 ** 2, 2);
    await page.reload();
    await page.getByText('登记本机').waitFor();
    expect(Number.parseFloat(await mm())).toBeCloseTo(6.667 * 1.005 ** 2, 2);
    await context.close();
  });
});

describe('a visit by the keys 1–5, Enter and Back alone', () => {
  it('rates, says why, changes its mind, and is thanked', async () => {
    await ask('K-1');
    await keys('1', 'Escape', '4', '4', '3', 'Enter');
    expect(await thankedFor('K-1')).toMatchObject([
      { level: 2, business: 2, tags: [tag('209')], input: 'key', revisions: 1 },
    ]);
  });

  it('SZ-20b: rates a theme one by one', async () => {
    const linkedCases = ['K-L1', 'K-L2', 'K-L3'].map((caseNo) => ({
      caseNo,
      item: { itemCode: 'GA-02', name: `关联业务 ${caseNo}` },
    }));
    await ask('K-theme', { linkedCases });
    await keys('Enter', '5', '2', '2', '3', 'Enter', 'Enter', '5', 'Enter');
    await stage.page.getByText('已逐项评价 2 项').waitFor();
    await keys('Enter');
    expect(await thankedFor('K-theme')).toMatchObject([
      {
        level: null,
        linked: [
          { caseNo: 'K-L1', level: 4, tags: [tag('408')] },
          { caseNo: 'K-L3', level: 1 },
        ],
      },
    ]);
    await stage.untilReceipted();
    const [rating] = await stage.ratings();
    expect(rating).toMatchObject({ caseNo: 'K-theme', standing: 'counted' });
  });

  it('has large letters, high contrast and another language, and rates so', async () => {
    await ask('K-tools');
    await keys('Enter', '1', 'Enter', '2', 'Enter', '4', '4', '4');
    await stage.page.getByText('Answered within 10 working days').waitFor();
    const { dataset, lang } = await stage.page.evaluate(() => {
      const { lang, dataset } = document.documentElement;
      return { lang, dataset: { ...dataset } };
    });
    expect(lang).toBe('en');
    expect(Object.keys(dataset)).toEqual(expect.arrayContaining(['large', 'contrast']));
    await keys('Enter');
    await stage.page.getByText('Thank you').waitFor();
    await stage.page.getByText('办理完成后').waitFor();
    const [row] = (await stage.outbox()).filter(({ body }) => body.caseNo === 'K-tools');
    expect(row?.body).toMatchObject({ level: 2, language: 'en', input: 'key' });
  });

  it('does not rate', async () => {
    await ask('K-not');
    await keys('Escape');
    await stage.page.getByText('本次不评价').waitFor();
    await keys('Enter');
    await stage.page.getByText('办理完成后').waitFor();
    expect((await stage.outbox()).some(({ body }) => body.caseNo === 'K-not')).toBe(false);
  });
});
