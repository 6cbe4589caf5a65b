import { z } from 'zod';
import type { Directory } from '../store/port.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES } from './problems.ts';
import { DirectorySchema } from './views.ts';

export function directoryRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'GET',
    url: '/api/directory',
    config: { access: 'administrator' },
    schema: {
      tags: ['administration'],
      summary: 'Halls with their windows, staff, service items',
      response: { 200: DirectorySchema, ...PROBLEM_RESPONSES },
    },
    handler: () => parts.store.query({ kind: 'directory' }),
  });
  api.route({
    method: 'PUT',
    url: '/api/directory',
    config: { access: 'administrator' },
    schema: {
      tags: ['administration'],
      summary: 'Replace the directory',
      description: 'Terminals whose place or staff changed learn it at once, or when they connect.',
      body: DirectorySchema,
      response: {
        200: z.object({ changedTerminals: z.array(z.string()) }),
        ...PROBLEM_RESPONSES,
      },
    },
    handler: async (request) => {
      const { changedTerminals } = await parts.store.submit({
        kind: 'directory.import',
        directory: request.body as Directory,
        by: request.caller,
        at: parts.clock.now(),
      });
      parts.log.info(
        { by: request.caller, changed: changedTerminals.length },
        'directory replaced',
      );
      await parts.desiredState.sendConfigurations(changedTerminals);
      return { changedTerminals };
    },
  });
}
