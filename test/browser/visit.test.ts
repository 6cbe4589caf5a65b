import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LEVEL_NAMES, LEVELS } from '../../protocol/index.ts';
import { launchChromium, launchWholeChromium } from './chromium.ts';
import { Stage } from './stage.ts';
import { UNHURRIED } from './timed-store.ts';
import { Visitor } from './visitor.ts';

let browser: Browser;
let stage: Stage;
let visitor: Visitor;

beforeAll(async () => {
  browser = await launchChromium();
  stage = await Stage.open(browser, { timings: UNHURRIED });
  visitor = new Visitor(stage);
});

afterAll(async () => {
  await stage.close();
  await browser.close();
});

describe('a visit by touch', () => {
  it('SZ-04: costs two taps from prompt to thanks, whichever of the five levels it is', async () => {
    await stage.page.evaluate(() => {
      const counts = globalThis as unknown as { taps: number };
      counts.taps = 0;
      document.addEventListener('pointerdown', () => counts.taps++, { capture: true });
    });
    for (const level of LEVELS) {
      await visitor.isAsked(`T-${level}`);
      await stage.page.evaluate(() => ((globalThis as unknown as { taps: number }).taps = 0));
      await stage.tap(LEVEL_NAMES[level]);
      await visitor.untilOpen();
      await stage.submit();
      expect(await visitor.thankedFor(`T-${level}`)).toMatchObject([{ level, revisions: 0 }]);
      const taps = await stage.page.evaluate(
        () => (globalThis as unknown as { taps: number }).taps,
      );
      expect(taps).toBe(2);
    }
  });

  it('speaks English from one tap on, and Chinese again to the next citizen', async () => {
    await visitor.isAsked('T-english');
    await visitor.button('语言').click();
    await visitor.button('English').click();
    await visitor.button('Not satisfied').click();
    await visitor.untilOpen();
    await stage.page.getByText('Answered within 10 working days').waitFor();
    expect(await stage.page.evaluate(() => document.documentElement.lang)).toBe('en');
    await visitor.button('Send').click();
    await stage.page.getByText('Thank you').waitFor();
    await stage.page.getByText('办理完成后').waitFor();
    expect(await visitor.held('T-english')).toMatchObject([{ level: 2, language: 'en' }]);
  });

  it('makes one rating of two thousand taps', async () => {
    await visitor.isAsked('T-rapid');
    const box = await visitor.button('基本满意').boundingBox();
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
      const submit = visitor.button('提交');
      const isVisible = (text: string) => stage.page.getByText(text).first().isVisible();
      if (await submit.isVisible()) await submit.click({ timeout: 1_000 }).catch(() => {});
      // Back would take the rating itself back, while it is only chosen.
      else if (!(await isVisible('办理完成后')) && !(await isVisible('您选择了'))) {
        await stage.page.keyboard.press('Escape');
      }
      return stage.page.getByText('办理完成后').isVisible();
    });
    expect(await visitor.held('T-rapid')).toMatchObject([{ level: 3, revisions: 0 }]);
  });
});

describe('the screen', () => {
  it('offers nothing of what a browser offers at a desk, and stays awake', async () => {
    const whole = await launchWholeChromium();
    const page = await (await whole.newContext({ hasTouch: true })).newPage();
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
    await whole.close();
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
