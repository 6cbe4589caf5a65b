import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { Figure } from './figures.ts';

const DIST = new URL('../../terminal/app/dist/', import.meta.url);

/** What the terminal must load before it can draw: every script that index.html names. */
export async function initialScript(): Promise<Figure> {
  const html = await readFile(new URL('index.html', DIST), 'utf8');
  const paths = new Set(
    [...html.matchAll(/(?:src|href)="\/?([^"]+\.js)"/g)].map(([, path]) => path ?? ''),
  );
  if (paths.size === 0) throw new Error('index.html names no script');
  const sizes = await Promise.all(
    [...paths].map(
      async (path) => gzipSync(await readFile(new URL(path, DIST)), { level: 9 }).length,
    ),
  );
  return {
    name: 'terminal app, initial JavaScript, gzip',
    value: sizes.reduce((sum, size) => sum + size, 0) / 1_000,
    unit: 'KB',
    bound: { atMost: 150 },
  };
}
