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

beforeEach(async () => {
  stage = await Stage.open(browser, { timings: BRISK });
});

afterEach(() => stage.close());

/** One rating that no hub has ever seen. */
async function rateWithoutHub(caseNo: string): Promise<void> {
  await stage.world.stopHub();
  await stage.handToAgent(stage.world.record({ caseNo }));
  await stage.rate('不满意');
  await stage.page.getByText('感谢您的评价').waitFor({ state: 'hidden' });
}

async function rateAgain(caseNo: string): Promise<void> {
  await stage.world.report({ caseNo });
  await stage.rate('满意');
  expect(await stage.untilReceipted()).toMatchObject([{ seq: 1, body: { caseNo } }]);
  expect(await stage.ratings()).toMatchObject([{ caseNo, level: 4, standing: 'counted' }]);
}

describe('a terminal that the hub refuses for good', () => {
  it('says so calmly, and a technician enrols it anew without losing what it holds', async () => {
    await rateWithoutHub('C-1');
    await stage.beginHubAnew();
    await stage.page.reload();
    await stage.page.getByText('本机需要维护').waitFor();
    await stage.page.getByText('咨询工作人员').waitFor();

    const corner = stage.page.getByRole('button', { name: /设备维护/ });
    await corner.click();
    await corner.focus();
    await stage.page.keyboard.down('Enter');
    await stage.page.getByText('还有 1 条评价没有收到回执').waitFor();
    await stage.page.keyboard.up('Enter');
    await stage.page.getByRole('button', { name: '返回' }).click();
    expect(await stage.outbox()).toHaveLength(1);

    await corner.hover();
    await stage.page.mouse.down();
    const confirm = stage.page.getByRole('button', { name: '确认重新登记' });
    await confirm.waitFor();
    await stage.page.mouse.up();
    await confirm.click();
    await stage.page.getByText('留下的 1 条评价，已存为证据').waitFor();
    await stage.approve('evaluator-a01-2');

    await rateAgain('C-2');
    const [evidence] = await stage.evidence();
    expect(evidence).toMatchObject({ terminalId: 'evaluator-a01', unreceipted: 1, highestSeq: 1 });
    const [row] = (evidence?.rows ?? []) as { payload: string; body: object }[];
    expect(row?.body).toMatchObject({ caseNo: 'C-1', level: 2 });
    const signed = JSON.parse(row?.payload ?? '');
    expect(signed).toMatchObject({ terminalId: 'evaluator-a01', seq: 1 });
    expect(signed.signature).toMatch(/^[\w-]{86}$/);
    expect(await stage.kept('evidence')).toMatchObject([{ id: evidence?.id, handed: true }]);
  });

  it('whose installation was deleted shows a new code by itself, and keeps the old ratings', async () => {
    await rateWithoutHub('C-3');
    await stage.beginHubAnew();
    await stage.page.getByText('本机需要维护').waitFor();
    await stage.beginAgentAnew();
    await stage.approve('evaluator-a01');

    await rateAgain('C-4');
    expect(await stage.evidence()).toMatchObject([
      { terminalId: 'evaluator-a01', rows: [{ body: { caseNo: 'C-3' } }] },
    ]);
  });
});
