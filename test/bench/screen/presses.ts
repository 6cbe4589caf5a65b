import type { Browser } from 'playwright-core';
import { LEVEL_NAMES } from '../../../protocol/index.ts';
import { Stage } from '../../browser/stage.ts';
import { BRISK } from '../../browser/timed-store.ts';
import { type Figure, percentile } from '../figures.ts';
import { SlowPage } from './slow-device.ts';

const VISITS = 40;
const LEVELS = [5, 4, 3, 2, 1] as const;

/** Visits one after the other, as a hub asks for them. */
export async function presses(browser: Browser, say: (line: string) => void): Promise<Figure[]> {
  say(`screen: ${VISITS} visits …`);
  const stage = await Stage.open(browser, { timings: BRISK });
  try {
    const slow = await openSlow(stage);
    for (let visit = 0; visit < VISITS; visit++) {
      await rate(slow, visit, () => stage.world.report());
    }
    return figuresOf('', slow);
  } finally {
    await stage.close();
  }
}

/** The page anew: watched, slow, and its link in this state. */
export async function openSlow(
  stage: Stage,
  link: 'connected' | 'waiting' = 'connected',
): Promise<SlowPage> {
  const slow = await SlowPage.of(stage.page);
  const usable = slow.next('usable');
  await stage.page.reload();
  await usable;
  await stage.patiently('a link', async () => {
    return (await stage.status()).screen.heartbeat?.link === link;
  });
  return slow;
}

/** A whole visit by touch; levels take turns. */
export async function rate(
  slow: SlowPage,
  visit: number,
  ask: () => Promise<unknown>,
): Promise<void> {
  await Promise.all([slow.next('open'), ask()]);
  const chosen = Promise.all([slow.next('chosen'), slow.next('open')]);
  await slow.press(LEVEL_NAMES[LEVELS[visit % 5] ?? 5]);
  await chosen;
  const thanks = slow.next('thanks');
  await slow.press('提交');
  await thanks;
}

export function figuresOf(when: string, { noted }: SlowPage): Figure[] {
  const figure = (name: string, samples: number[], atMost: number): Figure => ({
    name: `screen, 6× slower${when}, ${name}, p95`,
    value: percentile(Float64Array.from(samples), 0.95),
    unit: 'ms',
    bound: { atMost },
  });
  return [
    figure('press feedback', noted.press, 100),
    figure('level → 您选择了, on disk', noted.chosen, 300),
    figure('提交 → thanks, on disk', noted.thanks, 300),
  ];
}
