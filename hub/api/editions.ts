import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  EditionManifestSchema,
  EditionNameSchema,
  EditionPathSchema,
} from '../../protocol/index.ts';
import type { PublishOutcome } from '../devices/editions.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES, Problem } from './problems.ts';
import { EpochMsSchema } from './views.ts';

type Unpublished = Extract<PublishOutcome, { published: false }>;

const UNPUBLISHED: Record<Unpublished['reason'], { status: number; message: string }> = {
  editionMissing: { status: 404, message: 'No such folder in the editions folder of the hub.' },
  editionIncomplete: { status: 422, message: 'Not a built app: index.html or sw.js is missing.' },
  editionUnfit: { status: 422, message: 'Some of its files cannot be published.' },
  editionExists: { status: 409, message: 'Published before with other files; take another name.' },
};

const EditionViewSchema = z.object({
  edition: EditionNameSchema,
  digest: z.string().describe('SHA-256 of the manifest as canonical JSON, base64url'),
  files: z.int(),
  publishedAt: EpochMsSchema,
  publishedBy: z.string(),
});
const NameParams = z.object({ edition: EditionNameSchema });

/** Apps that terminals may be given: published by an administrator, fetched by agents. */
export function editionRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'GET',
    url: '/api/editions',
    config: { access: { roles: ['administrator', 'operator'] } },
    schema: {
      tags: ['terminals'],
      summary: 'Apps that terminals may be given, the newest first',
      response: { 200: z.array(EditionViewSchema), ...PROBLEM_RESPONSES },
    },
    handler: () => parts.editions.list(),
  });
  publishRoute(api, parts);
  fetchRoutes(api, parts);
}

function publishRoute(api: Api, parts: ApiParts): void {
  api.route({
    method: 'PUT',
    url: '/api/editions/:edition',
    config: { access: 'administrator' },
    schema: {
      tags: ['terminals'],
      summary: 'Publish a built app',
      description:
        'The hub reads the folder of this name in its editions folder and freezes what is there. ' +
        'Give it to terminals with `PATCH /api/terminal-settings/{scope}`.',
      params: NameParams,
      response: {
        200: z.object({ edition: EditionNameSchema, digest: z.string(), files: z.int() }),
        ...PROBLEM_RESPONSES,
      },
    },
    handler: async (request) => {
      const { edition } = request.params;
      const outcome = await parts.editions.publish(edition, request.caller);
      if (outcome.published) return { edition, digest: outcome.digest, files: outcome.files };
      const { status, message } = UNPUBLISHED[outcome.reason];
      const errors = outcome.reason === 'editionUnfit' ? outcome.errors : [];
      const listed = errors.map((words) => ({ path: 'params.edition', message: words }));
      throw new Problem(status, outcome.reason, message, listed);
    },
  });
}

/** Nothing secret: every terminal serves these files to whoever stands before it. */
function fetchRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'GET',
    url: '/api/editions/:edition/manifest',
    config: { access: 'public' },
    schema: {
      tags: ['terminals'],
      summary: 'What a published app is made of',
      params: NameParams,
      response: { 200: EditionManifestSchema, ...PROBLEM_RESPONSES },
    },
    handler: async (request) => {
      const manifest = await parts.editions.manifest(request.params.edition);
      if (manifest === null) throw new Problem(404, 'unknownEdition', 'Not published.');
      return manifest;
    },
  });
  api.route({
    method: 'GET',
    url: '/api/editions/:edition/files/*',
    config: { access: 'public' },
    schema: {
      tags: ['terminals'],
      summary: 'A file of a published app',
      params: NameParams.extend({ '*': EditionPathSchema }),
      response: { 200: z.any().describe('Its bytes'), ...PROBLEM_RESPONSES },
    },
    handler: async (request, reply): Promise<FastifyReply> => {
      const { edition, '*': path } = request.params;
      const file = await parts.editions.file(edition, path);
      if (file === null) throw new Problem(404, 'unknownFile', 'No such file in this edition.');
      return reply.type('application/octet-stream').send(file);
    },
  });
}
