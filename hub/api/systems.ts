import { z } from 'zod';
import { CodeSchema } from '../../protocol/index.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES, Problem } from './problems.ts';
import { SystemKindSchema, SystemViewSchema } from './views.ts';

export function systemRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'GET',
    url: '/api/systems',
    config: { access: 'administrator' },
    schema: {
      tags: ['administration'],
      summary: 'Business systems that may report service records',
      response: { 200: z.array(SystemViewSchema), ...PROBLEM_RESPONSES },
    },
    handler: () => parts.systems.list(),
  });
  api.route({
    method: 'POST',
    url: '/api/systems',
    config: { access: 'administrator' },
    schema: {
      tags: ['administration'],
      summary: 'Admit a business system',
      description: 'The key is shown this once; the hub keeps its hash.',
      body: z
        .strictObject({
          systemId: CodeSchema,
          name: z.string().min(1).max(80),
          kind: SystemKindSchema.default('business'),
        })
        .meta({ examples: [{ systemId: 'yitihua', name: '一体化政务服务平台' }] }),
      response: { 201: z.object({ systemId: CodeSchema, key: z.string() }), ...PROBLEM_RESPONSES },
    },
    handler: async (request, reply) => {
      const { systemId } = request.body;
      const key = await parts.systems.add(request.body, request.caller);
      if (key === null) throw new Problem(409, 'systemExists', 'This id is in use.');
      parts.log.info({ systemId, by: request.caller }, 'business system admitted');
      return reply.code(201).send({ systemId, key });
    },
  });
  api.route({
    method: 'DELETE',
    url: '/api/systems/:systemId',
    config: { access: 'administrator' },
    schema: {
      tags: ['administration'],
      summary: "Revoke a business system's key",
      params: z.object({ systemId: CodeSchema }),
      response: { 204: z.undefined().describe('Revoked'), ...PROBLEM_RESPONSES },
    },
    handler: async (request, reply) => {
      const { systemId } = request.params;
      const revoked = await parts.systems.revoke(systemId, request.caller);
      if (!revoked) throw new Problem(404, 'unknownSystem', 'No such system, or revoked before.');
      parts.log.info({ systemId, by: request.caller }, 'business system revoked');
      return reply.code(204).send();
    },
  });
}
