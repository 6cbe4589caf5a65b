import { z } from 'zod';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES } from './problems.ts';
import { PageSchema, pageOf } from './views.ts';

const AccessLogEntrySchema = z.object({
  position: z.int().describe('Place in the ledger'),
  at: z.int().describe('Milliseconds since 1970-01-01T00:00Z'),
  kind: z.string().describe('What was done, e.g. identity.revealed'),
  by: z.string().describe('The account; "hub" when a rule did it'),
  reason: z.string().nullable(),
  caseNos: z.array(z.string()),
  facts: z.record(z.string(), z.unknown()),
});

export function accessLogRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'GET',
    url: '/api/access-log',
    config: { access: { roles: ['auditor', 'administrator'] } },
    schema: {
      tags: ['privacy'],
      summary: 'Who looked at whom and why, newest first',
      description:
        'Identities revealed, looked up, refused and deleted, ratings redacted, keys changed. Part of the ' +
        'ledger, so nobody can take a line out; no line holds what was seen.',
      querystring: PageSchema,
      response: { 200: z.array(AccessLogEntrySchema), ...PROBLEM_RESPONSES },
    },
    handler: (request) => parts.store.query({ kind: 'accessLog', ...pageOf(request.query) }),
  });
}
