import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';

const gallery = join(import.meta.dirname, '../../terminal/app/gallery');
const vite = join(import.meta.dirname, '../../node_modules/vite/bin/vite.js');
const built = mkdtempSync(join(tmpdir(), 'outbox-contract-'));
afterAll(() => rmSync(built, { recursive: true }));

describe('the outbox of the screen in a real Chromium', () => {
  it('keeps the contract of every outbox, each write strict', async () => {
    const config = join(gallery, 'vite.config.ts');
    execFileSync(process.execPath, [vite, 'build', '-c', config, '--outDir', built]);
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.route('http://localhost/**', (route) =>
        route.fulfill({ path: join(built, new URL(route.request().url()).pathname) }),
      );
      await page.goto('http://localhost/outbox.html');
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
