import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { STORIES } from '../../.ci/browser-parts.ts';

const built = join(import.meta.dirname, '../..', STORIES.built);

/** A part of the app on a page of its own as it was built, without a server. */
export async function openStory(
  browser: Browser,
  path: string,
  viewport = { width: 1024, height: 600 },
): Promise<Page> {
  const page = await browser.newPage({ viewport });
  await page.route('http://localhost/**', (route) =>
    route
      .fulfill({ path: join(built, new URL(route.request().url()).pathname) })
      .catch(() => route.abort()),
  );
  await page.goto(`http://localhost/${path}`);
  return page;
}
