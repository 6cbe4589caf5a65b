// Preloaded into every thread of a test process, see threads.ts.
import { registerHooks } from 'node:module';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isMainThread } from 'node:worker_threads';

export const THREADS = ['hub/store/sqlite/writer-thread.ts', 'hub/store/sqlite/reader-thread.ts'];
export const BUNDLED = join(import.meta.dirname, '../../node_modules/.cache/threads');

if (!isMainThread) {
  registerHooks({
    resolve(specifier, context, next) {
      const thread = THREADS.find((file) => specifier.endsWith(file));
      if (thread === undefined) return next(specifier, context);
      const file = join(BUNDLED, basename(thread).replace(/ts$/, 'js'));
      return { url: pathToFileURL(file).href, format: 'module', shortCircuit: true };
    },
  });
}
