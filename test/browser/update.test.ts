import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchWholeChromium } from './chromium.ts';
import { becomeSecond } from './second-edition.ts';
import { Stage } from './stage.ts';

const built = join(import.meta.dirname, '../../terminal/app/dist');
let appFolder: string;
let browser: Browser;
let stage: Stage;

beforeAll(async () => {
  // In the headless shell these stories waited in vain in two of six runs; the cause is not known.
  browser = await launchWholeChromium();
});

afterAll(() => browser.close());

beforeEach(async () => {
  appFolder = await mkdtemp(join(tmpdir(), 'haochaping-app-'));
  await cp(built, appFolder, { recursive: true });
  stage = await Stage.open(browser, { appFolder, serviceWorkers: 'allow' });
  await stage.untilActive();
});

afterEach(async () => {
  await stage.close();
  await rm(appFolder, { recursive: true });
});

/** The browser looks for a new version, as it does every half hour; resolves when it waits. */
function untilOffered(): Promise<void> {
  return stage.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    while (registration.waiting === null) await new Promise((resolve) => setTimeout(resolve, 50));
  });
}

const edition = () => stage.page.locator('html').getAttribute('data-edition');
const untilSecond = () => stage.page.locator('html[data-edition="2"]').waitFor();

/** Longer than the page takes to look whether it may. */
const aWhile = () => stage.page.waitForTimeout(4_500);

describe('a new version at the agent', () => {
  it('waits for the citizen who is asked, taps and changes, and then loses nothing', async () => {
    await stage.world.report({ caseNo: 'C-1' });
    const level = stage.page.getByRole('button', { name: '满意', exact: true });
    await level.waitFor();
    await becomeSecond(appFolder);
    await untilOffered();
    await aWhile();
    expect(await edition()).toBeNull();

    await level.click();
    await stage.page.getByRole('button', { name: '修改' }).waitFor();
    await aWhile();
    expect(await edition()).toBeNull();
    expect(await stage.outbox()).toMatchObject([{ state: 'held' }]);

    await stage.submit();
    await stage.untilThanked();
    await untilSecond();
    await stage.page.getByText('户籍业务').waitFor();
    expect(await stage.untilReceipted()).toMatchObject([{ body: { caseNo: 'C-1', level: 4 } }]);
    expect(await stage.ratings()).toMatchObject([{ caseNo: 'C-1', standing: 'counted' }]);
  });

  it('is taken soon by an idle page that was never loaded anew', async () => {
    await becomeSecond(appFolder);
    await untilOffered().catch(() => {});
    await untilSecond();
    await stage.untilConnected();
    await stage.world.report({ caseNo: 'C-2' });
    await stage.rate('满意');
    await stage.untilReceipted();
  });
});
