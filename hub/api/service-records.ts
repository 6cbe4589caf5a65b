import { z } from 'zod';
import { InstantSchema, ServiceRecordSchema, StageSchema } from '../../protocol/index.ts';
import { instantText } from '../instant.ts';
import { schemaErrors } from '../services/requirements.ts';
import type { KeptRecord, ServiceOutcome } from '../store/port.ts';
import { idOf, oneOrMany, takeEach, uncheckedBody } from './intake.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES, type ProblemError, ProblemErrorSchema } from './problems.ts';

const ResultSchema = z.object({
  recordId: z.string().nullable().describe('null when the record was too broken to tell'),
  status: z.enum(['recorded', 'duplicate', 'refused']),
  errors: z.array(ProblemErrorSchema).optional(),
  invitation: z
    .object({
      invitationId: z.string(),
      stage: StageSchema,
      closesAt: InstantSchema.describe('Exclusive (SZ-17a)'),
      terminalId: z.string().nullable().describe('The terminal that asks for the rating now'),
    })
    .optional()
    .describe('When the case may be rated now'),
  rule: z.string().optional().describe('The rule by which an invitation was opened or not'),
});
type Result = z.infer<typeof ResultSchema>;

const EXAMPLE = {
  recordId: 'r-20261122-0001',
  caseNo: '440300-20261122-00017',
  event: 'granted',
  occurredAt: '2026-11-22T09:30:00.000+08:00',
  mode: 'window',
  item: { itemCode: 'GA-0102', name: '居住证签注' },
  certificate: false,
  hallId: 'H01',
  windowNo: 'A03',
  staff: { staffNo: 'S0017', name: '王丽' },
  applicant: {
    kind: 'person',
    name: '欧阳小明',
    idType: 'residentId',
    idNo: '440304199001011234',
    phone: '13800000000',
  },
} as const;

export function serviceRecordRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'POST',
    url: '/api/service-records',
    config: { access: 'businessSystem' },
    schema: {
      tags: ['service records'],
      summary: 'Report steps of cases',
      description:
        'One service record or up to 1,000. Idempotent by recordId: the same content may come any ' +
        'number of times, another content under the same recordId is refused. Each record of an ' +
        'array is taken or refused by itself; a single refused one answers 422.',
      body: oneOrMany(ServiceRecordSchema).meta({ examples: [EXAMPLE] }),
      response: { 200: z.object({ results: z.array(ResultSchema) }), ...PROBLEM_RESPONSES },
    },
    validatorCompiler: uncheckedBody,
    handler: (request) =>
      takeEach(request.body, { one: 'service record', many: 'records' }, (given) =>
        take(given, request.caller, parts),
      ),
  });
}

async function take(given: unknown, systemId: string, parts: ApiParts): Promise<Result> {
  const parsed = ServiceRecordSchema.safeParse(given);
  if (!parsed.success) {
    const errors = schemaErrors(given, parsed.error.issues);
    return refused(idOf(given, 'recordId'), errors, parts);
  }
  const { applicant, ...record } = parsed.data;
  const identity = applicant ? parts.identities.seal(record.caseNo, applicant) : null;
  const receivedAt = parts.clock.now();
  const command = { kind: 'service.record', systemId, record, identity, receivedAt } as const;
  const outcome = await parts.store.submit(command);
  parts.metrics.commits.inc({ kind: 'service.record' });
  return resultOf(record, outcome, parts);
}

function resultOf(record: KeptRecord, outcome: ServiceOutcome, parts: ApiParts): Result {
  const { recordId } = record;
  if (outcome.status === 'duplicate') return { recordId, status: 'duplicate' };
  if (outcome.status === 'refused') return refused(recordId, outcome.errors, parts);
  const result: Result = { recordId, status: 'recorded', rule: outcome.explanation.rule };
  const opened = outcome.invitation;
  if (!opened) return result;
  if (opened.terminalId && opened.prompt) {
    parts.desiredState.sendPrompt(opened.terminalId, opened.prompt);
  }
  const { invitationId, stage, terminalId } = opened;
  const closesAt = instantText(opened.closesAt);
  return { ...result, invitation: { invitationId, stage, closesAt, terminalId } };
}

function refused(recordId: string | null, errors: ProblemError[], parts: ApiParts): Result {
  parts.metrics.refusals.inc({ message: 'service-record', reason: errors[0]?.rule ?? 'malformed' });
  parts.log.warn({ recordId, paths: errors.map((one) => one.path) }, 'service record refused');
  return { recordId, status: 'refused', errors };
}
