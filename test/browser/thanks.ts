import type { Page } from 'playwright-core';

declare global {
  interface Window {
    /** The screen has thanked, and no story has waited for it yet. */
    hasThanked: boolean;
  }
}

/**
 * From its next load on, the page itself notes that it thanks. In stories thanks stay for a second;
 * on a busy machine a test does not look that often, and finds them gone.
 */
export async function noteThanks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.hasThanked = false;
    let isShown = false;
    new MutationObserver(() => {
      const wasShown = isShown;
      isShown = document.body?.textContent.includes('感谢您的评价') ?? false;
      if (isShown && !wasShown) window.hasThanked = true;
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
}

export async function forgetThanks(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.hasThanked = false;
  });
}

export function areThanksNoted(page: Page): Promise<boolean> {
  return page.evaluate(() => window.hasThanked);
}

export async function untilThanksNoted(page: Page): Promise<void> {
  await page.waitForFunction(() => window.hasThanked, undefined, { polling: 100 });
  await forgetThanks(page);
}
