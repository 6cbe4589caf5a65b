import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { AgentError } from './errors.ts';

/** Files with a hash in their name never change; all others are asked about each time. */
const IMMUTABLE = 'public, max-age=31536000, immutable';
const ASK_EACH_TIME = 'no-cache';

/** Says at the start, not at the first visit, that the app was never built. */
export function assertAppBuilt(folder: string): void {
  if (existsSync(join(folder, 'index.html'))) return;
  const words = `--app-folder ${folder}: there is no built app (index.html); run "npm run build"`;
  throw new AgentError('appMissing', words);
}

/** Serves the built app with headers that let a new version in and keep everything else. */
export function serveApp(
  app: FastifyInstance,
  folder: string,
  headers: Record<string, string>,
): void {
  app.register(fastifyStatic, {
    root: folder,
    cacheControl: false,
    setHeaders(reply, path) {
      for (const [name, value] of Object.entries(headers)) reply.header(name, value);
      const isHashed = path.startsWith(join(folder, 'assets') + sep);
      reply.header('cache-control', isHashed ? IMMUTABLE : ASK_EACH_TIME);
    },
  });
}
