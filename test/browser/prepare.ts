import { GALLERY, STORIES } from '../../.ci/browser-parts.ts';
import { buildBrowserCode } from '../../.ci/build.ts';
import { provideChromium } from './chromium.ts';

/** Once before all stories: a browser, and the browser code of today. */
export default async function prepare(): Promise<void> {
  provideChromium();
  const say = (words: string) => void process.stdout.write(`${words}\n`);
  await buildBrowserCode({ say, more: [GALLERY, STORIES] });
}
