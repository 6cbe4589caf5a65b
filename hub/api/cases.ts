import { z } from 'zod';
import { CaseNoSchema } from '../../protocol/index.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES, Problem } from './problems.ts';
import { CaseViewSchema } from './views.ts';

/** Whoever works with cases; what they see of the applicant is masked. */
const CASE_READERS = [
  'administrator',
  'operator',
  'handler',
  'reviewer',
  'appealDecider',
  'privacyOfficer',
  'auditor',
] as const;

export function caseRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'GET',
    url: '/api/cases/:caseNo',
    config: { access: { roles: CASE_READERS } },
    schema: {
      tags: ['figures'],
      summary: 'One case: its records, invitations, ratings, and why each decision was taken',
      params: z.object({ caseNo: CaseNoSchema }),
      response: { 200: CaseViewSchema, ...PROBLEM_RESPONSES },
    },
    handler: async (request) => {
      const { caseNo } = request.params;
      const [view, identity] = await Promise.all([
        parts.store.query({ kind: 'case', caseNo }),
        parts.identities.ofCase(caseNo),
      ]);
      if (!view) throw new Problem(404, 'unknownCase', 'Nothing is known of this case.');
      return { ...view, identity };
    },
  });
}
