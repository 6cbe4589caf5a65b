import { join } from 'node:path';
import { build } from 'vite';
import { provideChromium } from './chromium.ts';

const root = join(import.meta.dirname, '../..');

/** Once before all stories: a browser, and the browser code of today. */
export default async function prepare(): Promise<void> {
  provideChromium();
  for (const folder of ['terminal/app', 'simulator/demo/page']) {
    await build({ root: join(root, folder), logLevel: 'warn' });
  }
}
