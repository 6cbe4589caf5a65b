import type { Browser } from 'playwright-core';
import { Stage } from '../../browser/stage.ts';
import type { Figure } from '../figures.ts';
import { SlowPage } from './slow-device.ts';

const STARTS = 5;

/** Neither agent nor hub answers; the page comes from its service worker alone. The slowest counts. */
export async function coldStart(browser: Browser, say: (line: string) => void): Promise<Figure> {
  say(`screen: ${STARTS} cold starts without a network …`);
  const stage = await Stage.open(browser, { serviceWorkers: 'allow' });
  try {
    await stage.untilActive();
    await stage.world.stopHub();
    await stage.stopAgent();
    const starts: number[] = [];
    const context = stage.page.context();
    for (let start = 0; start < STARTS; start++) {
      await stage.page.close();
      stage.page = await context.newPage();
      const slow = await SlowPage.of(stage.page);
      await Promise.all([slow.next('usable'), stage.page.goto(stage.agentUrl)]);
      starts.push(...slow.noted.usable);
    }
    return {
      name: 'screen, 6× slower, cold start without network',
      value: Math.max(...starts) / 1_000,
      unit: 's',
      bound: { atMost: 2.5 },
    };
  } finally {
    await stage.world.startHub();
    await stage.close();
  }
}
