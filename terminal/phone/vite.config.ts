import { join } from 'node:path';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

// Served by the hub below whatever public address it has, so every path is relative. No fonts and
// no worker: an ordinary phone on a bad network has its own letters and comes once. For the same
// reason React is Preact here: a quarter of the bytes for the same components.
export default defineConfig(({ command }) => {
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    root,
    base: './',
    resolve: { alias: { react: 'preact/compat', 'react-dom': 'preact/compat' } },
    build: {
      outDir: join(root, 'dist'),
      emptyOutDir: true,
      target: ['chrome87', 'safari14'],
      assetsInlineLimit: 0,
      reportCompressedSize: false,
    },
  };
});
