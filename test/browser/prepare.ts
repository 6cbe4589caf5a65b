import type { TestProject } from 'vitest/node';
import { GALLERY, STORIES } from '../../.ci/browser-parts.ts';
import { buildBrowserCode } from '../../.ci/build.ts';
import { provideChromium, provideShell } from './chromium.ts';
import { serveBuilt } from './served.ts';

/** Once before all stories: a browser, and the browser code of today at addresses of its own. */
export default async function prepare(project: TestProject): Promise<() => Promise<void>> {
  provideChromium();
  provideShell();
  const say = (words: string) => void process.stdout.write(`${words}\n`);
  await buildBrowserCode({ say, more: [GALLERY, STORIES] });
  const { addresses, stop } = await serveBuilt();
  project.provide('served', addresses);
  return stop;
}
