import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { EditionPathSchema } from '../../protocol/index.ts';
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
 * Serves the app with headers that let a new version in and keep everything else. Of the recordings
 * the hall's own come first, each in the place of the shipped one of the same name.
 *
 * @param folders the app's, asked at each request: the served edition, then the one before it,
 *   whose hashed files a page that has not been loaded anew still wants
 */
export function serveApp(
  app: FastifyInstance,
  { folders, voiceFolder }: { folders: () => string[]; voiceFolder: string },
  headers: Record<string, string>,
): void {
  app.register(fastifyStatic, { serve: false, root: resolve('.'), cacheControl: false });
  app.get('/*', (request, reply) => {
    const { '*': asked } = request.params as { '*': string };
    const path = asked === '' ? 'index.html' : asked;
    if (!EditionPathSchema.safeParse(path).success) return reply.callNotFound();
    const found = rootOf(path, folders(), voiceFolder);
    if (found === null) return reply.callNotFound();
    const caching = path.startsWith('assets/') ? IMMUTABLE : ASK_EACH_TIME;
    return reply.headers({ ...headers, 'cache-control': caching }).sendFile(...found);
  });
}

/** The file's name and the folder that has it, or null. */
function rootOf(path: string, folders: string[], voiceFolder: string): [string, string] | null {
  const inApp = path.startsWith('assets/') ? folders : folders.slice(0, 1);
  const places = inApp.map((root): [string, string] => [path, resolve(root)]);
  if (voiceFolder !== '' && path.startsWith('voice/')) {
    places.unshift([path.slice('voice/'.length), resolve(voiceFolder)]);
  }
  return places.find(([name, root]) => statSync(join(root, name), NO_THROW)?.isFile()) ?? null;
}

const NO_THROW = { throwIfNoEntry: false } as const;
