import type { Browser, CDPSession } from 'playwright-core';
import { Stage } from '../../browser/stage.ts';
import { BRISK } from '../../browser/timed-store.ts';
import type { Figure } from '../figures.ts';

/** The first ones fill what fills once: compiled code, pools of the browser's and React's. */
const WARM_UP = 200;
const TRANSACTIONS = 5_000;
/** The page's time runs so much faster: a citizen's patience is not what is measured. */
const HASTE = 25;

/** Used heap of an idle screen after thousands of visits, against the same screen before them. */
export async function heapGrowth(browser: Browser, say: (line: string) => void): Promise<Figure> {
  say(`screen: ${TRANSACTIONS.toLocaleString('en')} transactions …`);
  const stage = await Stage.open(browser, { timings: BRISK });
  try {
    await stage.page.addInitScript(hurry, HASTE);
    await stage.page.reload();
    await stage.page.locator('main.idle').waitFor();
    const session = await stage.page.context().newCDPSession(stage.page);
    await transact(stage, WARM_UP);
    const before = await usedBytes(session);
    await transact(stage, TRANSACTIONS);
    const after = await usedBytes(session);
    return {
      name: `screen, heap after ${TRANSACTIONS.toLocaleString('en')} transactions, growth`,
      value: (after / before - 1) * 100,
      unit: '%',
      bound: { atMost: 10 },
    };
  } finally {
    await stage.close();
  }
}

/** Prompts of the agent, taps in the page, receipts of the hub. */
async function transact(stage: Stage, count: number): Promise<void> {
  const { page } = stage;
  let asked = 0;
  const ask = async () => {
    if (asked++ < count) await stage.handToAgent(stage.world.record());
  };
  await page.exposeFunction(`ask${count}`, ask);
  await page.evaluate(
    ([name, count]) =>
      new Promise<void>((resolve) => {
        const ask = (globalThis as unknown as Record<string, () => Promise<void>>)[name as string];
        let thanked = 0;
        let shown = '';
        const look = () => {
          const title = document.querySelector('h1')?.textContent ?? '';
          const isIdle = document.querySelector('main.idle') !== null;
          const now = isIdle ? 'idle' : title;
          if (now !== shown) {
            if (/感谢/.test(now)) thanked++;
            if (isIdle && thanked === count) {
              watching.disconnect();
              resolve();
            } else if (isIdle) void ask?.();
          }
          shown = now;
          const open = document.querySelector('main [aria-disabled="true"]') === null;
          const wanted = /您选择了/.test(title) ? '.button.strong' : '.level';
          if (!isIdle && open) document.querySelector<HTMLElement>(`main ${wanted}`)?.click();
        };
        const watching = new MutationObserver(look);
        watching.observe(document, { subtree: true, childList: true, attributes: true });
        look();
      }),
    [`ask${count}`, count],
  );
  await stage.untilReceipted();
}

/** Runs in the page, before everything else. */
function hurry(times: number): void {
  const later = globalThis.setTimeout;
  const now = performance.now.bind(performance);
  performance.now = () => now() * times;
  Object.assign(globalThis, {
    setTimeout: (run: () => void, ms = 0, ...rest: unknown[]) => later(run, ms / times, ...rest),
  });
}

async function usedBytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.enable');
  for (let round = 0; round < 3; round++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}
