import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { Stage } from './stage.ts';
import { BRISK } from './timed-store.ts';

let browser: Browser;
let stage: Stage;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser.close());

afterEach(() => stage.close());

describe('a citizen at the evaluator', () => {
  beforeEach(async () => {
    stage = await Stage.open(browser);
  });

  it('taps, is thanked, and the rating is in the store, receipted, off the outbox', async () => {
    const { body } = await stage.world.report({ caseNo: 'C-1' });
    expect(body.results).toMatchObject([{ status: 'recorded' }]);

    await stage.rate('满意');
    const rows = await stage.untilReceipted();

    expect(rows).toMatchObject([{ body: { caseNo: 'C-1', level: 4 } }]);
    expect(await stage.ratings()).toMatchObject([
      { caseNo: 'C-1', level: 4, standing: 'counted', eventId: rows[0]?.eventId },
    ]);
  });

  it('changes the level with 修改, says no more, and only the last one counts', async () => {
    await stage.world.report({ caseNo: 'C-2' });

    await stage.tap('非常满意');
    await stage.page.getByRole('button', { name: '修改' }).click();
    await stage.tap('非常不满意');
    await stage.untilThanked();
    await stage.untilReceipted();

    expect(await stage.ratings()).toMatchObject([{ caseNo: 'C-2', level: 1 }]);
    const { body } = await stage.world.admin('GET', '/api/figures?by=level');
    expect(body.rows).toMatchObject([{ level: '1', ratings: { citizen: 1 } }]);
  });
});

describe('with the hub away', () => {
  beforeEach(async () => {
    stage = await Stage.open(browser, { timings: BRISK, serviceWorkers: 'allow' });
  });

  it('a rating whose browser lost everything is sent by the agent, once', async () => {
    await stage.world.stopHub();
    const record = stage.world.record({ caseNo: 'C-lost' });
    await stage.handToAgent(record);
    await stage.tap('非常不满意');
    await stage.untilThanked();
    const [held] = await stage.outbox();
    await stage.patiently('a second copy', async () => {
      return (await stage.status()).copies[0]?.waiting === 1;
    });

    await stage.wipeProfile();
    await stage.page.getByText('登记本机').waitFor();
    await stage.world.startHub();
    await stage.world.report(record);
    await stage.patiently('no copy left', async () => (await stage.status()).copies.length === 0);
    expect(await stage.ratings()).toMatchObject([
      { caseNo: 'C-lost', level: 1, standing: 'counted', eventId: held?.eventId },
    ]);

    await stage.approve('evaluator-a01-2');
    await stage.world.report({ caseNo: 'C-next' });
    await stage.tap('满意');
    await stage.untilThanked();
    await stage.untilReceipted();
    const { body } = await stage.world.admin('GET', '/api/figures?by=level');
    expect(body.rows).toMatchObject([
      { level: '4', ratings: { citizen: 1 } },
      { level: '1', ratings: { citizen: 1 } },
    ]);
  });

  it('three ratings survive a reload of the page, and each is counted once', async () => {
    await stage.world.stopHub();
    const cases = ['C-3', 'C-4', 'C-5'].map((caseNo) => stage.world.record({ caseNo }));
    for (const [i, record] of cases.entries()) {
      await stage.handToAgent(record);
      await stage.page.getByText(record.item.name).waitFor();
      await stage.rate(['满意', '基本满意', '不满意'][i] ?? '');
      await stage.page.getByText('感谢您的评价').waitFor({ state: 'hidden' });
    }
    await stage.page.reload();
    expect(await stage.outbox()).toHaveLength(3);

    await stage.world.startHub();
    const early = await stage.untilReceipted();
    expect(early).toHaveLength(3);
    for (const record of cases) await stage.world.report(record);

    const ratings = await stage.ratings();
    expect(ratings.map(({ caseNo, level, standing }) => [caseNo, level, standing]).sort()).toEqual([
      ['C-3', 4, 'counted'],
      ['C-4', 3, 'counted'],
      ['C-5', 2, 'counted'],
    ]);
    const figures = await stage.world.admin('GET', '/api/figures?by=kind');
    expect(figures.body.rows).toMatchObject([
      { kind: 'citizen', ratings: { citizen: 3 }, cases: { citizen: 3 } },
    ]);
  });

  it('the app starts with no network at all, its agent stopped too, and keeps what it has', async () => {
    await stage.world.report({ caseNo: 'C-6' });
    await stage.rate('满意');
    await stage.untilActive();
    await stage.untilReceipted();
    await stage.world.stopHub();
    await stage.stopAgent();

    await stage.page.reload();
    await stage.page.getByText('户籍业务').waitFor();
    expect(await stage.outbox()).toMatchObject([{ body: { caseNo: 'C-6' } }]);

    await stage.world.startHub();
    await stage.startAgent();
    await stage.untilConnected();
    await stage.world.report({ caseNo: 'C-7' });
    await stage.rate('基本满意');
    await stage.untilReceipted();
    expect((await stage.ratings()).map(({ caseNo }) => caseNo)).toEqual(['C-7', 'C-6']);
  });
});
