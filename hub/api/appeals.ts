import { z } from 'zod';
import {
  type AppealParty,
  type AppealRefusal,
  DecisionSchema,
  FilingSchema,
} from '../appeals/appeal.ts';
import { AppealNoSchema, AppealViewSchema } from './appeal-views.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES, Problem } from './problems.ts';
import { PageSchema, pageOf } from './views.ts';
import { READERS } from './work-orders.ts';

/** The field that a refusal is about; the others are about who asks or about the state. */
const PATHS: Partial<Record<AppealRefusal['reason'], string>> = {
  notAppealable: 'body.subject',
  notConcerned: 'body.staffNo',
  notNegative: 'body.rating',
  nothingToReverse: 'body.uphold',
};
const FORBIDDEN = new Set<AppealRefusal['reason']>(['notYours', 'samePerson']);

export function appealRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'GET',
    url: '/api/appeals',
    config: { access: { roles: READERS } },
    schema: {
      tags: ['appeals'],
      summary: 'Appeals against ratings of persons, newest rating first',
      querystring: PageSchema,
      response: { 200: z.array(AppealViewSchema), ...PROBLEM_RESPONSES },
    },
    handler: (request) => parts.store.query({ kind: 'appeals', ...pageOf(request.query) }),
  });
  fileRoute(api, parts);
  decideRoute(api, parts);
}

function fileRoute(api: Api, parts: ApiParts): void {
  api.route({
    method: 'POST',
    url: '/api/appeals',
    config: { access: { roles: ['operator', 'handler', 'administrator'] } },
    schema: {
      tags: ['appeals'],
      summary: 'Appeal against a false or malicious rating, for the person it names',
      description:
        'Only what was said of the person can be appealed against (SZ-22a); item management, ' +
        'process, efficiency, convenience and platform cannot (SZ-22b).',
      body: FilingSchema,
      response: { 201: z.object({ appealNo: AppealNoSchema }), ...PROBLEM_RESPONSES },
    },
    handler: async (request, reply) => {
      const filing = request.body;
      const by = partyOf(request.caller, request.callerRoles);
      const outcome = await parts.store.submit({ kind: 'appeal.file', filing, by });
      if (outcome.status === 'unknown') throw new Problem(404, 'unknownRating', 'No such rating.');
      if (outcome.status === 'refused') throw refused(outcome.refusal, parts);
      const { appealNo } = outcome;
      parts.metrics.commits.inc({ kind: 'appeal.file' });
      parts.log.info({ appealNo, by: request.caller }, 'appeal filed');
      return reply.code(201).send({ appealNo });
    },
  });
}

function decideRoute(api: Api, parts: ApiParts): void {
  api.route({
    method: 'POST',
    url: '/api/appeals/:appealNo/decisions',
    config: { access: { roles: ['appealDecider'] } },
    schema: {
      tags: ['appeals'],
      summary: 'Decide an appeal, or reverse the decision on re-check',
      description:
        'By another person than was rated or filed; a re-check also by another than decided first.',
      params: z.object({ appealNo: AppealNoSchema }),
      body: DecisionSchema,
      response: {
        200: z.object({ state: z.enum(['filed', 'decided', 'rechecked']), upheld: z.boolean() }),
        ...PROBLEM_RESPONSES,
      },
    },
    handler: async (request) => {
      const { appealNo } = request.params;
      const decision = request.body;
      const by = partyOf(request.caller, request.callerRoles);
      const command = { kind: 'appeal.decide', appealNo, decision, by } as const;
      const outcome = await parts.store.submit(command);
      if (outcome.status === 'unknown') throw new Problem(404, 'unknownAppeal', 'No such appeal.');
      if (outcome.status === 'refused') throw refused(outcome.refusal, parts);
      const { state, upheld } = outcome;
      parts.metrics.commits.inc({ kind: 'appeal.decide' });
      parts.log.info({ appealNo, state, upheld, by: request.caller }, 'appeal decided');
      return { state, upheld };
    },
  });
}

function partyOf(account: string, roles: readonly string[]): AppealParty {
  return { account, roles, staffNo: null };
}

function refused({ reason, rule, detail }: AppealRefusal, { metrics }: ApiParts): Problem {
  metrics.refusals.inc({ message: 'appeal', reason });
  const path = PATHS[reason];
  const status = FORBIDDEN.has(reason) ? 403 : path === undefined ? 409 : 422;
  return new Problem(status, reason, detail, [{ path: path ?? '', message: detail, rule }]);
}
