import { cp, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchWholeChromium } from './chromium.ts';
import { becomeSecond } from './second-edition.ts';
import { Stage } from './stage.ts';
import { BRISK } from './timed-store.ts';

const built = join(import.meta.dirname, '../../terminal/app/dist');
const SETTINGS = '/api/terminal-settings/terminal:evaluator-a01';
let browser: Browser;
let stage: Stage;

beforeAll(async () => {
  // In the headless shell these stories waited in vain in two of six runs; the cause is not known.
  browser = await launchWholeChromium();
});

afterAll(() => browser.close());

beforeEach(async () => {
  stage = await Stage.open(browser, { serviceWorkers: 'allow', timings: BRISK });
});

afterEach(() => stage.close());

// biome-ignore lint/suspicious/noExplicitAny: stories look into answers freely
const terminal = async (): Promise<any> =>
  (await stage.world.admin('GET', '/api/terminals')).body[0];
const untilRuns = (what: string, look: (runs: Record<string, unknown>) => boolean) =>
  stage.patiently(what, async () => {
    const { runs } = await terminal();
    return runs !== null && look(runs);
  });

/** Another build as the hub gets it: its page says so, and its script has another name. */
async function layEdition(edition: string): Promise<void> {
  const folder = join(stage.world.dataFolder, 'editions', edition);
  await mkdir(folder, { recursive: true });
  await cp(built, folder, { recursive: true });
  const page = join(folder, 'index.html');
  const text = await readFile(page, 'utf8');
  const script = /assets\/(index-[\w-]+)\.js/.exec(text)?.[1] ?? '';
  const renamed = `${script.slice(0, -1)}${script.endsWith('0') ? '1' : '0'}`;
  for (const name of [...(await readdir(join(folder, 'assets'))), '../sw.js', '../index.html']) {
    if (!/\.(js|html)$/.test(name)) continue;
    const path = join(folder, 'assets', name);
    await writeFile(path, (await readFile(path, 'utf8')).replaceAll(script, renamed));
  }
  await rename(join(folder, `assets/${script}.js`), join(folder, `assets/${renamed}.js`));
  await becomeSecond(folder);
}

/** A technician opens the corner and takes the unsent ratings along; where the file lies. */
async function carryAway(): Promise<string> {
  const { page } = stage;
  await page.getByText('户籍业务').click();
  await page.getByRole('button', { name: /设备维护/ }).hover();
  await page.mouse.down();
  await page.getByText('请输入维护密码').waitFor();
  await page.mouse.up();
  for (const [pin, answer] of [
    ['111111', '密码不对'],
    ['271828', '导出 1 条评价'],
  ] as const) {
    for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).click();
    await page.getByText('已输入 6 位').waitFor();
    await page.getByRole('button', { name: '确定', exact: true }).click();
    await page.getByText(answer).waitFor();
  }
  await page.getByText('未连接').waitFor();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: /导出 1 条评价/ }).click();
  const path = await (await downloading).path();
  await page.getByRole('button', { name: '返回', exact: true }).click();
  return path;
}

describe('a terminal from afar', () => {
  it('is paused after the citizen, restarts once, and takes the app that the hub gives it', async () => {
    await stage.untilActive();
    await stage.world.report({ caseNo: 'C-1' });
    await stage.tap('满意');
    await stage.world.admin('PATCH', SETTINGS, { paused: true });
    await stage.untilThanked();
    await stage.page.getByText('本机暂停评价').waitFor();
    await untilRuns('paused', ({ paused }) => paused === true);
    expect(await stage.untilReceipted()).toMatchObject([{ body: { caseNo: 'C-1', level: 4 } }]);
    await stage.world.admin('PATCH', SETTINGS, { paused: false });
    await stage.page.getByText('户籍业务').waitFor();

    const { bootId } = await terminal();
    const told = await stage.world.admin('POST', `${SETTINGS}/instructions`, {
      action: 'reloadPage',
    });
    const { instructionId } = told.body;
    await untilRuns('reloaded', ({ instructionDone }) => instructionDone === instructionId);
    await stage.patiently('another start', async () => (await terminal()).bootId !== bootId);
    const started = (await terminal()).bootId;

    await layEdition('2');
    expect((await stage.world.admin('PUT', '/api/editions/2')).status).toBe(200);
    await stage.world.admin('PATCH', SETTINGS, { edition: { edition: '2' } });
    await stage.page.locator('html[data-edition="2"]').waitFor();
    await untilRuns('edition 2', ({ edition }) => (edition as { runs: string })?.runs === '2');
    expect((await terminal()).bootId).not.toBe(started);
    await stage.world.report({ caseNo: 'C-2' });
    await stage.tap('非常满意');
    await stage.untilThanked();
    expect(await stage.untilReceipted()).toHaveLength(2);
  });

  it('decommissioned, sends what waits, forgets everything and can be enrolled anew', async () => {
    await stage.untilActive();
    await stage.world.admin('PATCH', SETTINGS, { pin: '271828' });
    await untilRuns('the PIN', ({ configurationRevision }) => configurationRevision === 2);
    const record = stage.world.record({ caseNo: 'C-3' });
    await stage.world.stopHub();
    await stage.handToAgent(record);
    await stage.tap('不满意');
    await stage.untilThanked();
    const file = await carryAway();
    await stage.world.startHub();
    const former = stage.agentKey;
    const carried = await stage.world.cli('import-ratings', file);
    expect(carried.out).toMatch(/ of evaluator-a01: (stored|there already), unmatched/);
    await stage.world.report(record);
    const path = '/api/terminals/evaluator-a01/decommission';
    expect((await stage.world.admin('POST', path, {})).status).toBe(202);
    await stage.patiently('it is revoked', async () => (await terminal()).status === 'revoked');
    expect(await stage.ratings()).toMatchObject([{ caseNo: 'C-3', level: 2 }]);
    await stage.page.getByText('登记本机').waitFor();
    await stage.page
      .getByText(/[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}/)
      .first()
      .waitFor();

    expect(await stage.outbox()).toEqual([]);
    expect(await stage.kept('evidence')).toEqual([]);
    expect(stage.agentKey).not.toBe(former);
    expect(await stage.evidence()).toEqual([]);
    await stage.approve('evaluator-a01-2');
    await stage.world.report({ caseNo: 'C-4' });
    await stage.tap('满意');
    await stage.untilThanked();
    expect(await stage.untilReceipted()).toMatchObject([{ seq: 1, body: { caseNo: 'C-4' } }]);
  });
});
