// Takes the README's pictures of the screens, after a run of the browser stories has built them:
// `node test/browser/pictures.ts`.
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { World } from '../world.ts';
import { launchChromium } from './chromium.ts';
import { openServed, serveBuilt } from './served.ts';

const OUT = join(import.meta.dirname, '../../terminal/app/gallery/pictures');
const EVALUATOR = { width: 1024, height: 600 };
const KIOSK = { width: 1080, height: 1920 };
const PHONE = { width: 390, height: 844 };

const SCREENS = [
  ['asking', 'asking', EVALUATOR],
  ['details', 'chosen-2', EVALUATOR],
  ['writing', 'writing', EVALUATOR],
  ['thanks', 'thanks', EVALUATOR],
  ['kiosk', 'asking-kiosk', KIOSK],
] as const;

async function takeScreens(browser: Browser): Promise<void> {
  const { addresses, stop } = await serveBuilt();
  for (const [name, preview, viewport] of SCREENS) {
    const page = await openServed(browser, 'gallery', 'index.html', { viewport, addresses });
    await page.evaluate((of) => {
      history.pushState(null, '', `?preview=${of}`);
      dispatchEvent(new PopStateEvent('popstate'));
    }, preview);
    await page.locator('main:not(.quiet)').waitFor();
    await page.waitForLoadState('networkidle');
    await page.evaluate(async () => {
      await document.fonts.ready;
      for (const animation of document.getAnimations()) {
        if (animation.effect?.getTiming().iterations === 1) animation.finish();
      }
    });
    await page.screenshot({ path: join(OUT, `${name}.png`) });
    await page.close();
  }
  await stop();
}

async function takePhone(browser: Browser): Promise<void> {
  const world = await World.start({ config: { publicUrl: 'https://rate.example' } });
  const { body } = await world.report({ caseNo: '4403002026112200018' });
  const { invitationId } = body.results[0].invitation;
  const { token } = (await world.admin('POST', `/api/invitations/${invitationId}/qr`)).body;
  const phone = { viewport: PHONE, hasTouch: true, isMobile: true, locale: 'zh-CN' };
  const context = await browser.newContext(phone);
  const page = await context.newPage();
  await page.goto(`${world.addresses.httpUrl}/r/${token}`);
  await page.getByRole('button', { name: '非常满意', exact: true }).waitFor();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.screenshot({ path: join(OUT, 'phone.png') });
  await context.close();
  await world.stop();
}

const browser = await launchChromium();
await takeScreens(browser);
await takePhone(browser);
await browser.close();
