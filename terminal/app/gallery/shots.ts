import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { createServer } from 'vite';
import { PREVIEWS } from './previews.ts';

/**
 * Photographs every preview at every size:
 * `node terminal/app/gallery/shots.ts --out DIR [--only asking,idle] [--sizes 1024x600] [--grey]`.
 */
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'test-output/shots' },
    only: { type: 'string' },
    sizes: { type: 'string', default: '1024x600,1280x800,800x1280,1080x1920,390x844' },
    grey: { type: 'boolean', default: false },
    chromium: { type: 'string', default: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium' },
  },
});

async function photograph(browser: Browser, address: string): Promise<void> {
  const names = values.only?.split(',') ?? Object.keys(PREVIEWS);
  for (const size of values.sizes.split(',')) {
    const [width = 1024, height = 600] = size.split('x').map(Number);
    const page = await browser.newPage({ viewport: { width, height } });
    for (const name of names) {
      await page.goto(`${address}?preview=${name}`);
      await page.waitForLoadState('networkidle');
      const still = name === 'starting' ? 'main' : 'main:not(.quiet)';
      await page.locator(still).waitFor();
      if (values.grey) await page.addStyleTag({ content: 'html { filter: grayscale(1) }' });
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      await page.evaluate(() => {
        for (const animation of document.getAnimations()) {
          const isBar = (animation as CSSAnimation).animationName === 'run-out';
          if (isBar) animation.currentTime = 2_000;
          else if (animation.effect?.getTiming().iterations === 1) animation.finish();
          animation.pause();
        }
      });
      await page.screenshot({ path: join(values.out, `${name}-${size}.png`) });
    }
    await page.close();
  }
}

mkdirSync(values.out, { recursive: true });
const server = await createServer({
  configFile: join(import.meta.dirname, 'vite.config.ts'),
  server: { host: '127.0.0.1', port: 0 },
  logLevel: 'warn',
});
await server.listen();
const browser = await chromium.launch({
  executablePath: values.chromium,
  args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
try {
  await photograph(browser, server.resolvedUrls?.local[0] ?? '');
} finally {
  await browser.close();
  await server.close();
}
