import { buildBrowserCode } from '../../.ci/build.ts';
import { provideChromium } from './chromium.ts';

/** Once before all stories: a browser, and the browser code of today. */
export default async function prepare(): Promise<void> {
  provideChromium();
  await buildBrowserCode({ say: (words) => process.stdout.write(`${words}\n`) });
}
