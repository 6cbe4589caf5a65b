import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const root = import.meta.dirname;
const { version } = JSON.parse(readFileSync(join(root, '../../package.json'), 'utf8')) as {
  version: string;
};

// Served by the agent on http://localhost. All fonts are in the precache: any name must render
// with no network, and hashed files are fetched once for all versions.
export default defineConfig(({ command }) => {
  // A test run that builds must measure what is shipped, not React's development half.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    root,
    base: '/',
    define: { __APP_VERSION__: JSON.stringify(version) },
    build: {
      outDir: join(root, 'dist'),
      emptyOutDir: true,
      target: 'chrome111',
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      // The first screen reads no message, so it needs neither the schemas nor zod: they come with
      // the link. A module of the protocol only says things; none does anything when it is loaded.
      rolldownOptions: {
        treeshake: {
          moduleSideEffects: (id) => !id.includes('/protocol/') && !id.includes('/zod/'),
        },
      },
    },
    plugins: [
      react(),
      VitePWA({
        registerType: 'prompt',
        injectRegister: false,
        includeAssets: ['icon.svg'],
        manifest: {
          id: '/',
          name: '政务服务评价',
          short_name: '好差评',
          lang: 'zh-CN',
          display: 'fullscreen',
          background_color: '#f5f1e8',
          theme_color: '#f5f1e8',
          icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' }],
        },
        workbox: {
          globPatterns: ['**/*.{html,js,css,svg,woff2,webmanifest}'],
          // The page itself comes from the agent while that answers, because its headers say which
          // hub it may talk to and a kept copy would still name the one before. The kept one of
          // the active version is for a start with no agent.
          directoryIndex: null,
          navigateFallback: null,
          runtimeCaching: [
            // Not in the precache: a hall's own recordings may take their place at any time.
            {
              urlPattern: ({ url }) => url.pathname.startsWith('/voice/'),
              handler: 'NetworkFirst',
              options: { cacheName: 'voice' },
            },
            {
              urlPattern: ({ request, url }) =>
                request.mode === 'navigate' && !url.pathname.startsWith('/local/'),
              handler: 'NetworkOnly',
              options: {
                precacheFallback: { fallbackURL: '/index.html' },
              },
            },
          ],
          // A page of the very first visit, too, has its fonts without the agent, and keeps a new
          // worker waiting.
          clientsClaim: true,
          cleanupOutdatedCaches: true,
          dontCacheBustURLsMatching: /^assets\//,
        },
      }),
    ],
  };
});
