import { z } from 'zod';
import { CaseNoSchema } from '../../protocol/index.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES, Problem } from './problems.ts';

const EpochMsSchema = z.int().describe('Milliseconds since 1970-01-01T00:00Z');

const ContradictionSchema = z.object({
  caseNo: CaseNoSchema,
  kind: z.string().describe('What cannot both be true'),
  rule: z.string(),
  recordIds: z.array(z.string()).describe('The records that say so'),
  at: EpochMsSchema,
  seenBy: z.string().nullable(),
  seenAt: EpochMsSchema.nullable(),
});

const UnknownCodeSchema = z.object({
  kind: z.enum(['item', 'staff', 'tag']),
  code: z.string().describe('A tag as list@version:code'),
  name: z.string().describe('As the records name it; empty for a tag'),
  records: z.int().describe('How many records or ratings used it'),
  firstAt: EpochMsSchema,
  lastAt: EpochMsSchema,
});

/** What operators must look at in the records of business systems. */
export function recordCheckRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'GET',
    url: '/api/contradictions',
    config: { access: 'administrator' },
    schema: {
      tags: ['service records'],
      summary: 'Records of a case that cannot all be true, newest first',
      querystring: z.object({
        seen: z.stringbool().default(false).describe('Also those that an operator has seen'),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      }),
      response: { 200: z.array(ContradictionSchema), ...PROBLEM_RESPONSES },
    },
    handler: ({ query }) => parts.store.query({ kind: 'contradictions', ...query }),
  });
  api.route({
    method: 'POST',
    url: '/api/contradictions/:caseNo/:about/seen',
    config: { access: 'administrator' },
    schema: {
      tags: ['service records'],
      summary: 'An operator has looked at it; it comes back when records say something new',
      params: z.object({ caseNo: CaseNoSchema, about: z.string().max(60) }),
      response: { 204: z.undefined().describe('Done'), ...PROBLEM_RESPONSES },
    },
    handler: async (request, reply) => {
      const { caseNo, about } = request.params;
      const at = parts.clock.now();
      const command = {
        kind: 'contradiction.seen',
        caseNo,
        about,
        by: request.caller,
        at,
      } as const;
      const { known } = await parts.store.submit(command);
      if (!known) throw new Problem(404, 'unknownContradiction', 'No such contradiction.');
      return reply.code(204).send();
    },
  });
  api.route({
    method: 'GET',
    url: '/api/unknown-codes',
    config: { access: 'administrator' },
    schema: {
      tags: ['service records'],
      summary: 'Codes that records used and the directory does not know, and tags in no list',
      response: { 200: z.array(UnknownCodeSchema), ...PROBLEM_RESPONSES },
    },
    handler: () => parts.store.query({ kind: 'unknownCodes' }),
  });
}
