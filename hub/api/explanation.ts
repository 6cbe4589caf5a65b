import { z } from 'zod';
import { CaseNoSchema } from '../../protocol/index.ts';
import { storyOf } from '../explain/story.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES, Problem } from './problems.ts';

const StorySchema = z.object({
  caseNo: CaseNoSchema,
  steps: z.array(
    z.object({
      at: z.int().describe("Milliseconds since 1970-01-01T00:00Z, by the hub's clock"),
      position: z.int().nullable().describe('Place in the ledger, where it has one'),
      kind: z.string().describe('Kind of ledger entry, or of what stands beside the ledger'),
      rule: z.string().describe('Rule id, e.g. SZ-17b'),
      pack: z.string().nullable().describe('Rule pack and its version'),
      facts: z.record(z.string(), z.unknown()).describe('The facts that decided'),
      zh: z.string(),
      en: z.string(),
    }),
  ),
});

export function explanationRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'GET',
    url: '/api/cases/:caseNo/explanation',
    config: { access: 'administrator' },
    schema: {
      tags: ['figures'],
      summary: 'The whole story of a case in order: what happened, by which rule, in plain words',
      params: z.object({ caseNo: CaseNoSchema }),
      response: { 200: StorySchema, ...PROBLEM_RESPONSES },
    },
    handler: async (request) => {
      const { caseNo } = request.params;
      const facts = await parts.store.query({ kind: 'story', caseNo });
      if (!facts) throw new Problem(404, 'unknownCase', 'Nothing is known of this case.');
      return { caseNo, steps: storyOf(facts) };
    },
  });
}
