import { z } from 'zod';
import { ReceiptEntrySchema, type SystemRating, SystemRatingSchema } from '../../protocol/index.ts';
import { entryErrors, withRule } from '../ratings/entry-errors.ts';
import { RULE_OF_REFUSAL } from '../ratings/refusal-rules.ts';
import { idOf, oneOrMany, takeEach, uncheckedBody } from './intake.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES, type ProblemError, ProblemErrorSchema } from './problems.ts';

const ResultSchema = z.object({
  eventId: z.string().nullable().describe('null when the rating was too broken to tell'),
  status: z.enum(['stored', 'duplicate', 'refused']).describe('All three are final'),
  receipt: ReceiptEntrySchema.optional().describe('Absent when it did not match the schema'),
  errors: z.array(ProblemErrorSchema).optional(),
});
type Result = z.infer<typeof ResultSchema>;

const EXAMPLE = {
  eventId: '01936f0a-7c1e-7d3b-9a55-0123456789ab',
  ratedAt: '2026-11-22T20:15:00.000+08:00',
  body: {
    caseNo: '440300-20261122-00017',
    stage: 'completion',
    channel: 'mobile',
    level: 4,
    service: 5,
  },
} as const;

/** Ratings from online services, the hotline and SMS replies (SZ-12, SZ-15/19). */
export function enteredRatingRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'POST',
    url: '/api/ratings',
    config: { access: 'businessSystem' },
    schema: {
      tags: ['ratings'],
      summary: 'Hand over ratings that citizens gave elsewhere',
      description:
        'One rating or up to 1,000, from an online service (pc, mobile), the hotline or an SMS ' +
        'reply. Idempotent by eventId; the hub decides by the time of rating, at any hour. One ' +
        'whose case is not known yet waits for its service record. Each rating of an array is ' +
        'taken or refused by itself; a single refused one answers 422. On 503 send again unchanged.',
      body: oneOrMany(SystemRatingSchema).meta({ examples: [EXAMPLE] }),
      response: { 200: z.object({ results: z.array(ResultSchema) }), ...PROBLEM_RESPONSES },
    },
    validatorCompiler: uncheckedBody,
    handler: (request) =>
      takeEach(request.body, { one: 'rating', many: 'ratings' }, (given) =>
        take(given, request.caller, parts),
      ),
  });
}

async function take(given: unknown, systemId: string, parts: ApiParts): Promise<Result> {
  const parsed = SystemRatingSchema.safeParse(given);
  const errors: ProblemError[] = parsed.success
    ? entryErrors(parsed.data)
    : parsed.error.issues.map(({ path, message }) => withRule(path, message));
  if (!parsed.success || errors.length > 0) {
    const reason = errors[0]?.rule ?? 'malformed';
    parts.metrics.refusals.inc({ message: 'entered-rating', reason });
    return { eventId: idOf(given, 'eventId'), status: 'refused', errors };
  }
  return handOver(parsed.data, systemId, parts);
}

async function handOver(rating: SystemRating, systemId: string, parts: ApiParts): Promise<Result> {
  const { eventId, ratedAt, body } = rating;
  const { caseNo, stage, invitationId, ...said } = body;
  const told = { caseNo, stage, invitationId, ratedAt: Date.parse(ratedAt) };
  const source = { kind: 'system' as const, systemId, ...told };
  const receipt = await parts.enteredRatings.enter({ source, eventId, said });
  if (receipt.outcome === 'stored') {
    return { eventId, status: receipt.duplicate ? 'duplicate' : 'stored', receipt };
  }
  const rule = RULE_OF_REFUSAL[receipt.reason];
  const error = { path: '', message: receipt.detail, ...(rule === undefined ? {} : { rule }) };
  return { eventId, status: 'refused', receipt, errors: [error] };
}
