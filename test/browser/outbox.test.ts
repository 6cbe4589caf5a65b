import { join } from 'node:path';
import { createServer } from 'vite';
import { describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';

describe('the outbox of the screen in a real Chromium', () => {
  it('keeps the contract of every outbox, each write strict', async () => {
    const configFile = join(import.meta.dirname, '../../terminal/app/gallery/vite.config.ts');
    const server = await createServer({
      configFile,
      server: { host: '127.0.0.1', port: 0, ws: false, hmr: false },
      logLevel: 'warn',
    });
    await server.listen();
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.goto(`${server.resolvedUrls?.local[0]}outbox.html`);
      await page.getByText(/done:/).waitFor();
      const lines = ((await page.getByRole('log').textContent()) ?? '').trim().split('\n');
      expect(lines.filter((line) => line.startsWith('BROKEN'))).toEqual([]);
      expect(lines.length).toBeGreaterThan(15);
      expect(lines.at(-1)).toMatch(/[1-9]\d* writing transactions, 0 of them not strict/);
    } finally {
      await browser.close();
      await server.close();
    }
  });
});
