import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ServiceRecord } from '../../protocol/index.ts';
import { until } from '../until.ts';
import { World } from '../world.ts';
import { axe, loadAxe } from './axe.ts';
import { launchChromium } from './chromium.ts';

const DAY_MS = 86_400_000;
const NAMES = { 5: '非常满意', 4: '满意', 3: '基本满意', 2: '不满意', 1: '非常不满意' } as const;

let browser: Browser;
let world: World;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
  world = await World.start({ config: { publicUrl: 'https://rate.example/hall' } });
  context = await phone();
  page = await context.newPage();
});

afterAll(async () => {
  await browser.close();
  await world.stop();
});

/** Each link is another citizen's; they share the phone, as its browser does most of the work. */
afterEach(() => page.unrouteAll());

function phone(locale = 'zh-CN'): Promise<BrowserContext> {
  const viewport = { width: 390, height: 844 };
  return browser.newContext({
    viewport,
    hasTouch: true,
    isMobile: true,
    locale,
    reducedMotion: 'reduce',
  });
}

/** The address that is printed on the slip, at this hub. */
async function linkTo(record: Partial<ServiceRecord> = {}): Promise<string> {
  const { body } = await world.report(record);
  const { invitationId } = body.results[0].invitation;
  const link = (await world.admin('POST', `/api/invitations/${invitationId}/qr`)).body;
  return `${world.addresses.httpUrl}/r/${link.token}`;
}

const tap = (name: string) => page.getByRole('button', { name, exact: true }).first().tap();
const submit = () => tap('提交评价');
const heading = (words: string | RegExp) => page.getByRole('heading', { name: words }).waitFor();

/** What the page sends when it is next submitted. */
async function sentBy(from: Page): Promise<unknown> {
  const request = await from.waitForRequest('**/ratings');
  return request.postDataJSON().body;
}

async function ratingsOf(caseNo: string): Promise<Record<string, unknown>[]> {
  return (await world.admin('GET', `/api/cases/${caseNo}`)).body.ratings;
}

describe('a citizen with a phone', () => {
  it.each([5, 4, 3, 2, 1] as const)(
    'SZ-10, SZ-14c: gives level %i with two taps, and the hub has it',
    async (level) => {
      const caseNo = `P-${level}`;
      await page.goto(await linkTo({ caseNo }));
      await heading('请您评价本次办理');
      await page.getByText('居住证签注').waitFor();
      expect(await page.locator('[aria-pressed=true].level').count()).toBe(0);
      await tap(NAMES[level]);
      await submit();
      await heading('感谢您的评价');

      const [rating] = await ratingsOf(caseNo);
      expect(rating).toMatchObject({ level, channel: 'qr', standing: 'counted' });
      const code = await page.locator('.receipt strong').textContent();
      expect(code).toMatch(/^[0-9A-Z-]{4,}$/);
      await page.reload();
      await heading('这笔业务已经评价过了');
      await page.getByText(code ?? '').waitFor();
    },
  );

  it('SZ-11: changes the level, refines it by indicators, tags and words', async () => {
    await page.goto(await linkTo({ caseNo: 'P-more' }));
    await tap('满意');
    await tap('修改');
    await tap('非常不满意');
    await page.getByText('10 个工作日内').waitFor();
    await tap('服务态度差效率低');
    await page.getByRole('group', { name: /^业务/ }).getByText('基本满意').tap();
    await tap('办事指南指引准确');
    await page.getByLabel('还想说的话').fill('䶮'.repeat(501));
    await page.getByText('500/500').waitFor();
    await page.getByLabel('还想说的话').fill('等了两个小时\n没有人解释');
    const sent = sentBy(page);
    await submit();
    await heading('感谢您的评价');
    expect((await ratingsOf('P-more'))[0]).toMatchObject({ level: 1, standing: 'counted' });
    expect(await sent).toMatchObject({
      level: 1,
      business: 3,
      service: 1,
      tags: [{ code: '310' }, { code: '115' }],
      text: '等了两个小时\n没有人解释',
    });
  });

  it('SZ-18e: is asked at receipt for the service alone', async () => {
    await page.goto(await linkTo({ caseNo: 'P-receipt', event: 'received' }));
    await heading('请您评价本次收件服务');
    await tap('非常满意');
    await page.getByRole('group', { name: /^服务/ }).waitFor();
    expect(await page.getByRole('group', { name: /^业务/ }).count()).toBe(0);
    expect(await page.locator('.tag').allTextContents()).toEqual(['服务热情效率高']);
  });

  it('SZ-20b: rates the cases of a theme one by one, and no whole is invented', async () => {
    const linkedCases = ['L-1', 'L-2'].map((caseNo, i) => ({
      caseNo,
      item: { itemCode: `T-${i}`, name: ['食品经营许可', '户外招牌设置'][i] ?? '' },
    }));
    await page.goto(await linkTo({ caseNo: 'P-theme', linkedCases }));
    await tap('只逐项评价');
    await page.getByText('请至少评价一项').waitFor();
    await page.getByRole('button', { name: '提交评价' }).dispatchEvent('click');
    await heading('逐项评价关联业务');
    await page.getByRole('group', { name: '户外招牌设置' }).getByText('不满意').first().tap();
    await tap('未在承诺时间内办结');
    const sent = sentBy(page);
    await submit();
    await heading('感谢您的评价');
    expect(await sent).toMatchObject({
      level: null,
      linked: [{ caseNo: 'L-2', level: 2, tags: [{ code: '209' }] }],
    });
    expect(await ratingsOf('P-theme')).toMatchObject([{ level: null, standing: 'counted' }]);
  });

  it('SZ-20a: sees for which cases of a batch the one rating is', async () => {
    const declarationNo = 'P-batch';
    await world.report({ caseNo: '44030020260001', declarationNo });
    await page.goto(await linkTo({ caseNo: '44030020260002', declarationNo }));
    await page.getByText('共 2 件，一次评价适用于全部').tap();
    await page.getByRole('listitem').first().waitFor();
    expect(await page.getByRole('listitem').count()).toBe(2);
  });
});

describe('a link that is over', () => {
  it('SZ-1R: was rated elsewhere while the page was open: said, and not counted', async () => {
    const link = await linkTo({ caseNo: 'P-twice' });
    const other = await context.newPage();
    await other.goto(link);
    await page.goto(link);
    await tap('满意');
    await other.getByRole('button', { name: '不满意', exact: true }).tap();
    await other.getByRole('button', { name: '提交评价' }).tap();
    await other.getByRole('heading', { name: '感谢您的评价' }).waitFor();
    await other.close();
    await submit();
    await heading('这笔业务已经评价过了');
    expect(await ratingsOf('P-twice')).toMatchObject([
      { level: 2, standing: 'counted' },
      { level: 4, standing: 'refused' },
    ]);
  });

  it('SZ-14c: names nothing here', async () => {
    await page.goto(`${world.addresses.httpUrl}/r/torn`);
    await heading('没有找到对应的业务');
  });
});

describe('a phone without a network', () => {
  it('keeps what was said until the hub has it, over a closed page too, and it counts once', async () => {
    const link = await linkTo({ caseNo: 'P-away' });
    await page.goto(link);
    await tap('不满意');
    await context.setOffline(true);
    await submit();
    await heading('网络不通，您的评价还没有送达');
    expect(await ratingsOf('P-away')).toEqual([]);
    await page.close();

    await context.setOffline(false);
    page = await context.newPage();
    await page.goto(link);
    await heading('感谢您的评价');
    await page.getByText('10 个工作日内').waitFor();
    expect(await ratingsOf('P-away')).toMatchObject([{ level: 2 }]);
    const kept = await page.evaluate(() => JSON.stringify(localStorage));
    expect(kept).not.toContain('rating');
  });

  it('goes on by itself when the network is back', async () => {
    await page.goto(await linkTo({ caseNo: 'P-back' }));
    await tap('满意');
    await context.setOffline(true);
    await submit();
    await heading('网络不通，您的评价还没有送达');
    await context.setOffline(false);
    await heading('感谢您的评价');
  });

  it('loses no rating whose answer was lost: the same is sent again and counted once', async () => {
    await page.goto(await linkTo({ caseNo: 'P-lost' }));
    await tap('基本满意');
    let lost = 0;
    await page.route('**/ratings', async (route) => {
      if (lost++ > 0) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await submit();
    await tap('立即重试');
    await heading('感谢您的评价');
    expect(await ratingsOf('P-lost')).toMatchObject([{ level: 3 }]);
  });

  it('opens later, when only the opening failed', async () => {
    const link = await linkTo({ caseNo: 'P-later' });
    await page.route('**/api/phone/**', (route) => route.fulfill({ status: 503, body: 'busy' }));
    await page.goto(link);
    await heading('暂时连不上网络');
    await page.unroute('**/api/phone/**');
    await tap('立即重试');
    await heading('请您评价本次办理');
  });
});

describe('for everyone', () => {
  it('speaks the language of the phone and changes it at any time', async () => {
    const link = await linkTo({ caseNo: 'P-en' });
    const english = await phone('en-GB');
    const their = await english.newPage();
    await their.goto(link);
    await their.getByRole('heading', { name: 'How was your matter handled?' }).waitFor();
    expect(await their.locator('html').getAttribute('lang')).toBe('en');
    await their.getByRole('button', { name: '繁' }).tap();
    await their.getByRole('button', { name: '非常滿意' }).tap();
    const sent = sentBy(their);
    await their.getByRole('button', { name: '提交評價' }).tap();
    await their.getByRole('heading', { name: '感謝您的評價' }).waitFor();
    expect(await sent).toMatchObject({ level: 5, language: 'zh-HK' });
    await english.close();
  });

  it.each(['zh-CN', 'en'])(
    'fits in %s with the longest words, large, 320 px wide',
    async (lang) => {
      const name = '城镇企业职工基本养老保险与机关事业单位基本养老保险关系转移接续'.repeat(3);
      const item = { itemCode: 'GA-01', name: name.slice(0, 60) };
      const caseNo = `44030020261122000187654321098765432109876543${lang === 'en' ? 1 : 2}`;
      await page.setViewportSize({ width: 320, height: 640 });
      await page.goto(await linkTo({ caseNo, item }));
      await page.getByRole('button', { name: '大字' }).tap();
      await page.locator(`.bar [lang=${lang}]`).tap();
      expect(await faultsOf()).toEqual([]);
      await page.locator('.level[data-level="1"]').tap();
      await page.locator('.chosen').waitFor();
      expect(await faultsOf()).toEqual([]);
    },
  );
});

describe('every screen of the phone', () => {
  it('has no violation of WCAG 2.2 AA, targets among them, and 7:1 for every text', async () => {
    const linkedCases = [{ caseNo: 'X-1', item: { itemCode: 'T-1', name: '食品经营许可' } }];
    const shown = async (words: string | RegExp) => {
      await heading(words);
      await loadAxe(page);
      expect([words, await axe(page)]).toEqual([words, []]);
    };
    await page.goto(await linkTo({ caseNo: 'P-axe', linkedCases }));
    await shown('请您评价本次办理');
    await tap('只逐项评价');
    await shown('逐项评价关联业务');
    await tap('修改');
    await tap('非常不满意');
    await tap('服务态度差效率低');
    await shown(/您选择了/);
    await page.locator('.bar [lang=en]').tap();
    await tap('Large');
    await shown(/You chose/);
    await page.locator('.bar [lang=zh-CN]').tap();
    await page.route('**/ratings', (route) => route.abort());
    await submit();
    await shown('网络不通，您的评价还没有送达');
    await page.unroute('**/ratings');
    await tap('立即重试');
    await shown('感谢您的评价');
    await page.reload();
    await shown('这笔业务已经评价过了');
    await page.goto(`${world.addresses.httpUrl}/r/torn`);
    await shown('没有找到对应的业务');
  });
});

describe('the page at the hub', () => {
  it('is small, packed, and may run nothing but itself', async () => {
    const answer = await page.goto(await linkTo());
    const policy = answer?.headers()['content-security-policy'] ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    await heading('请您评价本次办理');
    const sizes = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.endsWith('.js'))
        .map((entry) => (entry as PerformanceResourceTiming).encodedBodySize),
    );
    expect(sizes).toHaveLength(1);
    expect(sizes[0]).toBeLessThan(60_000);
  });
});

// The clock of the hub stands eight days later from here on.
describe('after the last day', () => {
  it('SZ-17a, SZ-17b: says that the time is over, and whom to call', async () => {
    const link = await linkTo({ caseNo: 'P-late' });
    await page.goto(link);
    await tap('满意');
    world.clock.set(8 * DAY_MS);
    await submit();
    await heading('评价时间已经结束');
    await world.restartHub();
    const { pathname } = new URL(link);
    const asked = pathname.replace('/r/', '/api/phone/');
    await until('the default rating', async () => {
      return (await world.call('GET', asked)).body.state === 'defaulted';
    });
    await page.goto(world.addresses.httpUrl + pathname);
    await page.getByText('默认为“基本满意”').waitFor();
    await page.getByText('12345').waitFor();
    expect(await page.locator('body').textContent()).not.toContain('居住证');
  });
});

/** What is cut off, or too small for a finger. */
function faultsOf(): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const faults = scrollWidth > clientWidth ? [`${scrollWidth} px wide`] : [];
    for (const button of document.querySelectorAll('button, summary, textarea')) {
      const { height, left, right } = button.getBoundingClientRect();
      if (height < 44) faults.push(`${button.textContent} is ${height} px high`);
      if (left < 0 || right > clientWidth) faults.push(`${button.textContent} is cut off`);
      if (button.scrollWidth > button.clientWidth) faults.push(`${button.textContent} overflows`);
    }
    return faults;
  });
}
