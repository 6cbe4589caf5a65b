import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** A page of its own, for designers and tests: `npx vite -c terminal/app/gallery/vite.config.ts`. */
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: join(import.meta.dirname, '../../../node_modules/.vite-gallery'),
  build: {
    outDir: join(import.meta.dirname, '../../../test-output/gallery'),
    emptyOutDir: true,
    rolldownOptions: {
      input: ['index.html', 'outbox.html'].map((page) => join(import.meta.dirname, page)),
    },
  },
  plugins: [react()],
});
