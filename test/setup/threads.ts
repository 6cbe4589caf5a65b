import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { BUNDLED, THREADS } from './bundled-threads.ts';

const root = join(import.meta.dirname, '../..');
let bundling: Promise<unknown> | undefined;

/**
 * Once before all tests: the store's threads in one file each. A thread loads its sources anew
 * whenever a store starts, which is hundreds of files hundreds of times; so it starts in half the
 * time. Tests that start a hub as a process of its own run the sources as they are.
 */
export default async function bundleThreads(): Promise<void> {
  bundling ??= build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: BUNDLED,
      target: 'esnext',
      minify: false,
      rolldownOptions: { input: THREADS.map((file) => join(root, file)) },
    },
    plugins: [{ name: 'place', enforce: 'pre', transform: placed }],
  });
  await bundling;
}

/** A module in the bundle looks for its files where it was written. */
function placed(code: string, file: string): string | undefined {
  if (!code.includes('import.meta.url')) return undefined;
  return code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href));
}
