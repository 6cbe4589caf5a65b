import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { GALLERY } from '../../.ci/browser-parts.ts';

const built = join(import.meta.dirname, '../..', GALLERY.built);

/** A page of the gallery as it was built, without a server. */
export async function openGallery(browser: Browser, path: string): Promise<Page> {
  const page = await browser.newPage();
  await page.route('http://localhost/**', (route) =>
    route.fulfill({ path: join(built, new URL(route.request().url()).pathname) }),
  );
  await page.goto(`http://localhost/${path}`);
  return page;
}
