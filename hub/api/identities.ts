import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ApplicantSchema, CaseNoSchema, codePoints, textSchema } from '../../protocol/index.ts';
import type { Reveal, Wanted } from '../privacy/identities.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES, Problem } from './problems.ts';
import { MaskedApplicantSchema } from './views.ts';

const REASON_LEAST = 5;

/** Kept for good and read by auditors: why somebody had to see or hide what a person is or wrote. */
export const ReasonSchema = textSchema(200)
  .refine((text) => codePoints(text.trim()) >= REASON_LEAST, `at least ${REASON_LEAST} characters`)
  .describe('Why; 5 to 200 characters, without names and numbers of persons');

const CaseParams = z.object({ caseNo: CaseNoSchema });
const { idNo, phone } = ApplicantSchema.shape;
const LookUpSchema = z
  .strictObject({ idNo, phone, reason: ReasonSchema })
  .refine((asked) => (asked.idNo === undefined) !== (asked.phone === undefined), {
    message: 'one of idNo and phone',
  });

const NOT_REVEALED: Record<Exclude<Reveal['outcome'], 'revealed'>, [number, string]> = {
  unknown: [404, 'No record of this case named an applicant.'],
  deleted: [410, 'The identity was deleted when its retention was over (SZ-16).'],
  reasonNamesPerson: [422, 'The reason is kept for good: leave the name and the numbers out.'],
};

const REVEALERS = ['privacyOfficer', 'handler'] as const;

/** Identities in clear, on the record: every attempt is in the access log, let or not (SZ-16). */
export function identityRoutes(api: Api, parts: ApiParts): void {
  const refused = (request: FastifyRequest, attempt: 'reveal' | 'lookUp', why: string) => {
    const caseNo = CaseParams.safeParse(request.params).data?.caseNo ?? null;
    return parts.identities.refused({ by: request.caller, attempt, caseNo, why });
  };
  const forbidden = (attempt: 'reveal' | 'lookUp') => (request: FastifyRequest) =>
    refused(request, attempt, 'missingRole');
  /** A request that does not match its description is an attempt too. */
  const requireValid = async (request: FastifyRequest, attempt: 'reveal' | 'lookUp') => {
    if (!request.validationError) return;
    await refused(request, attempt, 'invalid');
    throw request.validationError;
  };
  api.route({
    method: 'POST',
    url: '/api/cases/:caseNo/identity/reveal',
    config: { access: { roles: REVEALERS }, onForbidden: forbidden('reveal') },
    attachValidation: true,
    schema: {
      tags: ['privacy'],
      summary: 'Show who a case is for',
      description: 'The access log has who asked and why before the answer leaves the hub.',
      params: CaseParams,
      body: z
        .strictObject({ reason: ReasonSchema })
        .meta({ examples: [{ reason: '回访差评工单，需联系评价人' }] }),
      response: { 200: ApplicantSchema, ...PROBLEM_RESPONSES },
    },
    handler: async (request) => {
      await requireValid(request, 'reveal');
      const { caseNo } = request.params;
      const asked = { caseNo, by: request.caller, reason: request.body.reason };
      const reveal = await parts.identities.reveal(asked);
      if (reveal.outcome !== 'revealed') {
        const [status, words] = NOT_REVEALED[reveal.outcome];
        throw new Problem(status, `identity.${reveal.outcome}`, words);
      }
      parts.log.info({ caseNo, by: request.caller }, 'identity revealed');
      return reveal.applicant;
    },
  });
  api.route({
    method: 'POST',
    url: '/api/identities/look-up',
    config: { access: { roles: REVEALERS }, onForbidden: forbidden('lookUp') },
    attachValidation: true,
    schema: {
      tags: ['privacy'],
      summary: 'Cases of one identity number or telephone, masked',
      description: 'Found by a keyed index; the number itself is kept nowhere in clear.',
      body: LookUpSchema.meta({ examples: [{ phone: '13800000000', reason: '来电咨询办件进度' }] }),
      response: {
        200: z.array(z.object({ caseNo: CaseNoSchema, applicant: MaskedApplicantSchema })),
        ...PROBLEM_RESPONSES,
      },
    },
    handler: async (request) => {
      await requireValid(request, 'lookUp');
      const { reason } = request.body;
      const wanted = wantedBy(request.body);
      const found = await parts.identities.lookUp({ wanted, by: request.caller, reason });
      if (found.outcome !== 'found') {
        const [status, words] = NOT_REVEALED[found.outcome];
        throw new Problem(status, `identity.${found.outcome}`, words);
      }
      return found.cases;
    },
  });
}

function wantedBy(asked: z.infer<typeof LookUpSchema>): Wanted {
  return asked.phone === undefined
    ? { field: 'idNo', value: asked.idNo ?? '' }
    : { field: 'phone', value: asked.phone };
}
