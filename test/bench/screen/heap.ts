import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import fastify from 'fastify';
import type { Browser, CDPSession } from 'playwright-core';
import { STORIES } from '../../../.ci/browser-parts.ts';
import type { Figure } from '../figures.ts';

const FOLDER = join(import.meta.dirname, '../../..', STORIES.built);
const WARM_UP = 500;
const VISITS = 5_000;

declare global {
  /** Of the story `visits.html`; returns how many ratings its outbox ever had. */
  var visits: (times: number) => Promise<number>;
}

/**
 * What the page keeps in memory after thousands of visits, compared with what it kept after the
 * first hundreds: its screen and outbox as they are, with a clock that runs fifty times as fast.
 */
export async function heap(browser: Browser, say: (line: string) => void): Promise<Figure[]> {
  say(`screen: ${VISITS.toLocaleString('en')} citizens …`);
  const app = fastify({ forceCloseConnections: true });
  app.register(fastifyStatic, { root: FOLDER });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const context = await browser.newContext({
    viewport: { width: 1024, height: 600 },
    reducedMotion: 'reduce',
  });
  try {
    const page = await context.newPage();
    await page.goto(`${address}/visits.html`);
    await page.waitForFunction(() => typeof visits === 'function');
    const session = await context.newCDPSession(page);
    await page.evaluate((times) => visits(times), WARM_UP);
    const before = await usedBytes(session);
    const rated = await page.evaluate((times) => visits(times), VISITS);
    if (rated !== WARM_UP + VISITS) throw new Error(`the outbox had ${rated} ratings`);
    const after = await usedBytes(session);
    say(`screen: ${(before / 1e6).toFixed(1)} MB, then ${(after / 1e6).toFixed(1)} MB`);
    return [
      {
        name: `screen, heap after ${VISITS.toLocaleString('en')} visits, growth`,
        value: (after / before - 1) * 100,
        unit: '%',
        bound: { atMost: 10 },
      },
    ];
  } finally {
    await context.close();
    await app.close();
  }
}

/** Of what is still reachable. */
async function usedBytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize;
}
