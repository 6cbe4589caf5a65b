import type { Page } from 'playwright-core';

/** All three devices were enrolled by the administrator and are connected. */
export async function untilConnected(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelectorAll('.dot.good').length === 3);
}

/** A case ends at the place that is shown, and the citizen taps this level. */
export async function finishAndTap(page: Page, level: string): Promise<void> {
  await page.getByRole('button', { name: '办结一件' }).click();
  const screen = page.frameLocator('[data-seen=true] iframe');
  await screen.getByRole('button', { name: level, exact: true }).click();
  // On a busy machine 修改 may be over by then; the visit ends all the same.
  const submit = screen.getByRole('button', { name: '提交', exact: true });
  await submit.click({ timeout: 5_000 }).catch(() => {});
  await screen.getByText('感谢您的评价').waitFor();
}
