import { existsSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import fastifyStatic, { type FastifyStaticOptions } from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { AgentConfig } from './config.ts';
import { AgentError } from './errors.ts';

/** Files with a hash in their name never change; all others are asked about each time. */
const IMMUTABLE = 'public, max-age=31536000, immutable';
const ASK_EACH_TIME = 'no-cache';

type Folders = Pick<AgentConfig, 'appFolder' | 'voiceFolder'>;

/** Says at the start, not at the first visit, that the app was never built or a folder is wrong. */
export function assertAppBuilt({ appFolder, voiceFolder }: Folders): void {
  if (!existsSync(join(appFolder, 'index.html'))) {
    const words = `--app-folder ${appFolder}: there is no built app (index.html); run "npm run build"`;
    throw new AgentError('appMissing', words);
  }
  if (voiceFolder === '' || existsSync(voiceFolder)) return;
  throw new AgentError('voiceMissing', `--voice-folder ${voiceFolder}: there is no such folder`);
}

/**
 * Serves the built app with headers that let a new version in and keep everything else. Of the
 * recordings the hall's own come first, each in the place of the shipped one of the same name.
 */
export function serveApp(
  app: FastifyInstance,
  { appFolder, voiceFolder }: Folders,
  headers: Record<string, string>,
): void {
  const setHeaders: FastifyStaticOptions['setHeaders'] = (reply, path) => {
    for (const [name, value] of Object.entries(headers)) reply.header(name, value);
    const isHashed = path.startsWith(join(appFolder, 'assets') + sep);
    reply.header('cache-control', isHashed ? IMMUTABLE : ASK_EACH_TIME);
  };
  const common = { cacheControl: false, setHeaders };
  app.register(fastifyStatic, { ...common, root: appFolder });
  if (voiceFolder === '') return;
  const root = [resolve(voiceFolder), join(appFolder, 'voice')];
  app.register(fastifyStatic, { ...common, root, prefix: '/voice/', decorateReply: false });
}
