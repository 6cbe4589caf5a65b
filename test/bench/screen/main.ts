import { STORIES } from '../../../.ci/browser-parts.ts';
import { buildBrowserCode } from '../../../.ci/build.ts';
import { launchChromium } from '../../browser/chromium.ts';
import type { Figure } from '../figures.ts';
import { coldStart } from './cold-start.ts';
import { drain } from './drain.ts';
import { heap } from './heap.ts';
import { presses } from './presses.ts';
import { firstScreen, initialScript } from './weight.ts';

/**
 * The terminal's screen in a real Chromium whose processor is six times slower, with a hub and an
 * agent of its own.
 */
export async function screen(say: (line: string) => void): Promise<Figure[]> {
  await buildBrowserCode({ say, more: [STORIES] });
  const browser = await launchChromium();
  try {
    return [
      await initialScript(),
      await firstScreen(browser),
      ...(await presses(browser, say)),
      await coldStart(browser, say),
      ...(await drain(browser, say)),
      ...(await heap(browser, say)),
    ];
  } finally {
    await browser.close();
  }
}
