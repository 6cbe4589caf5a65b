import { describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { openServed } from './served.ts';

describe('the outbox of the screen in a real Chromium', () => {
  it('keeps the contract of every outbox, each write strict', async () => {
    const browser = await launchChromium();
    try {
      const page = await openServed(browser, 'gallery', 'outbox.html');
      await page.getByText(/done:/).waitFor();
      const lines = ((await page.getByRole('log').textContent()) ?? '').trim().split('\n');
      expect(lines.filter((line) => line.startsWith('BROKEN'))).toEqual([]);
      expect(lines.length).toBeGreaterThan(15);
      expect(lines.at(-1)).toMatch(/[1-9]\d* writing transactions, 0 of them not strict/);
    } finally {
      await browser.close();
    }
  });
});
