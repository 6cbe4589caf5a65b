import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import fastify from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { inject } from 'vitest';
import { GALLERY, PARTS, STORIES } from '../../.ci/browser-parts.ts';

const ROOT = join(import.meta.dirname, '../..');
const TERMINAL = PARTS.find(({ folder }) => folder === 'terminal/app');
const FOLDERS = {
  gallery: GALLERY.built,
  stories: STORIES.built,
  terminal: TERMINAL?.built ?? '',
};

export type Served = keyof typeof FOLDERS;
export type Addresses = Record<Served, string>;

declare module 'vitest' {
  interface ProvidedContext {
    served: Addresses;
  }
}

/** Serves pages of browser code as they were built, each folder at an address of its own. */
export async function serveBuilt(): Promise<{ addresses: Addresses; stop(): Promise<void> }> {
  const servers = Object.values(FOLDERS).map((folder) => {
    const app = fastify({ forceCloseConnections: true });
    app.register(fastifyStatic, { root: join(ROOT, folder) });
    return app;
  });
  const listening = servers.map((app) => app.listen({ host: '127.0.0.1', port: 0 }));
  const urls = await Promise.all(listening);
  const named = Object.keys(FOLDERS).map((name, i) => [name, urls[i]]);
  return {
    addresses: Object.fromEntries(named),
    async stop() {
      await Promise.all(servers.map((app) => app.close()));
    },
  };
}

/** A served page without the parts around it: no agent, no hub, no service worker. */
export async function openServed(
  browser: Browser,
  what: Served,
  path: string,
  { viewport = { width: 1024, height: 600 }, addresses = inject('served') } = {},
): Promise<Page> {
  const page = await browser.newPage({ viewport, serviceWorkers: 'block' });
  await page.goto(`${addresses[what]}/${path}`);
  return page;
}
