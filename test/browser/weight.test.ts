import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const DIST = join(import.meta.dirname, '../../terminal/app/dist');

describe('the built terminal', () => {
  it('loads at most 120 KB of JavaScript before its first screen, and no schemas', async () => {
    const html = await readFile(join(DIST, 'index.html'), 'utf8');
    const first = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(
      ([, path]) => path,
    );
    expect(first.length).toBeGreaterThan(0);
    const texts = await Promise.all(first.map((path) => readFile(join(DIST, path ?? ''))));
    const bytes = texts.reduce((sum, text) => sum + gzipSync(text).length, 0);
    expect(bytes).toBeLessThan(120 * 1024);
    expect(texts.join('')).not.toContain('ZodError');
  });

  it('brings other languages, QR codes and the calibration only when they are wanted', async () => {
    const names = await readdir(join(DIST, 'assets'));
    for (const part of ['en', 'zh-hk', 'QrCode', 'SetupView', 'TextEntry', 'mqtt']) {
      expect(names.some((name) => name.startsWith(part) && name.endsWith('.js'))).toBe(true);
    }
  });
});
