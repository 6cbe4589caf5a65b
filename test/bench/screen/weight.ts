import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { Stage } from '../../browser/stage.ts';
import type { Figure } from '../figures.ts';
import { openSlow } from './presses.ts';

const DIST = new URL('../../../terminal/app/dist/', import.meta.url);

/** What the terminal must load before it can draw: every script that index.html names. */
export async function initialScript(): Promise<Figure> {
  const html = await readFile(new URL('index.html', DIST), 'utf8');
  const paths = new Set(
    [...html.matchAll(/(?:src|href)="\/?([^"]+\.js)"/g)].map(([, path]) => path ?? ''),
  );
  if (paths.size === 0) throw new Error('index.html names no script');
  const sizes = await Promise.all([...paths].map((path) => sizeOf(`/${path}`)));
  return {
    name: 'terminal app, initial JavaScript, gzip',
    value: sum(sizes),
    unit: 'KB',
    bound: { atMost: 120 },
  };
}

/** Everything that came before the first usable screen was painted, texts as gzip has them. */
export async function firstScreen(browser: Browser): Promise<Figure> {
  const stage = await Stage.open(browser);
  try {
    const slow = await openSlow(stage);
    const [usable = 0] = slow.noted.usable;
    const loaded = await stage.page.evaluate(() =>
      performance.getEntriesByType('resource').map((entry) => {
        const { name, responseEnd } = entry as PerformanceResourceTiming;
        return { path: new URL(name).pathname, responseEnd };
      }),
    );
    const first = loaded.filter(({ responseEnd }) => responseEnd <= usable);
    const paths = new Set(['/index.html', ...first.map(({ path }) => path)]);
    const sizes = await Promise.all([...paths].map(sizeOf));
    return {
      name: `terminal app, all ${sizes.length} files of the first screen, gzip`,
      value: sum(sizes),
      unit: 'KB',
      bound: { atMost: 400 },
    };
  } finally {
    await stage.close();
  }
}

/** Of what the agent answers itself nothing counts; fonts and pictures are packed already. */
async function sizeOf(path: string): Promise<number> {
  if (path.startsWith('/local/')) return 0;
  const bytes = await readFile(new URL(path.slice(1), DIST));
  return path.endsWith('.woff2') ? bytes.length : gzipSync(bytes, { level: 9 }).length;
}

function sum(bytes: number[]): number {
  return bytes.reduce((sum, size) => sum + size, 0) / 1_000;
}
