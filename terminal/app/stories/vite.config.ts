import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Parts of the app, each on a page of its own, for the stories in Chromium. */
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: join(import.meta.dirname, '../../../node_modules/.vite-stories'),
  publicDir: join(import.meta.dirname, '../public'),
  build: {
    outDir: join(import.meta.dirname, '../../../test-output/stories'),
    emptyOutDir: true,
    rolldownOptions: {
      input: ['typing.html', 'visits.html', 'voice.html'].map((page) =>
        join(import.meta.dirname, page),
      ),
    },
  },
  plugins: [react()],
});
