import { z } from 'zod';
import { EventIdSchema } from '../../protocol/index.ts';
import type { WrittenIn } from '../privacy/port.ts';
import type { Outcome } from '../store/port.ts';
import { AppealNoSchema } from './appeal-views.ts';
import { ReasonSchema } from './identities.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES, Problem } from './problems.ts';
import { OrderNoSchema } from './work-order-views.ts';

type NotRedacted = Exclude<Outcome<'rating.redact' | 'words.redact'>['outcome'], 'redacted'>;

const NOT_REDACTED: Record<NotRedacted, [status: number, words: string]> = {
  unknown: [404, 'Nothing is known under this number or id.'],
  nothingWritten: [409, 'Nothing was written, or it was redacted before.'],
  signaturePending: [409, 'Its signature has not been judged yet; try again in a moment.'],
  chainTooOld: [409, 'It was stored by an older hub, whose ledger cannot be redacted.'],
};

const ReasonBodySchema = z
  .strictObject({ reason: ReasonSchema })
  .meta({ examples: [{ reason: '评价文字中含他人个人信息' }] });

const REDACTED_RESPONSES = { 204: z.undefined().describe('Redacted'), ...PROBLEM_RESPONSES };

export function redactionRoutes(api: Api, parts: ApiParts): void {
  ratingRoute(api, parts);
  orderRoute(api, parts);
  appealRoute(api, parts);
}

function ratingRoute(api: Api, parts: ApiParts): void {
  api.route({
    method: 'POST',
    url: '/api/ratings/:eventId/redaction',
    config: { access: { roles: ['privacyOfficer'] } },
    schema: {
      tags: ['privacy'],
      summary: 'Take out what a citizen wrote',
      description:
        'For good. The level, the figures and the event id stay, the ledger can still be ' +
        'verified, and the same rating sent again is known as a duplicate. What others were told ' +
        'before lies with them: GET /api/deliveries says who.',
      params: z.object({ eventId: EventIdSchema }),
      body: ReasonBodySchema,
      response: REDACTED_RESPONSES,
    },
    handler: async (request, reply) => {
      const { eventId } = request.params;
      const why = { reason: request.body.reason, by: request.caller, at: parts.clock.now() };
      const { outcome } = await parts.store.submit({ kind: 'rating.redact', eventId, ...why });
      requireRedacted(outcome);
      parts.log.info({ eventId, by: request.caller }, 'rating redacted');
      return reply.code(204).send();
    },
  });
}

function orderRoute(api: Api, parts: ApiParts): void {
  api.route({
    method: 'POST',
    url: '/api/work-orders/:orderNo/redaction',
    config: { access: { roles: ['privacyOfficer'] } },
    schema: {
      tags: ['privacy'],
      summary: 'Take out what was written in the steps of a work order',
      description:
        'For good: texts and names of attachments, of one step or of all. What was done, by whom ' +
        'and when stays, with the hashes of the evidence, and the ledger can still be verified.',
      params: z.object({ orderNo: OrderNoSchema }),
      body: ReasonBodySchema.extend({
        step: z.int().min(1).optional().describe('Position of one step in the ledger'),
      }),
      response: REDACTED_RESPONSES,
    },
    handler: async (request, reply) => {
      const { orderNo } = request.params;
      const { step, reason } = request.body;
      await redactWords(parts, { orderNo, step }, { reason, by: request.caller });
      return reply.code(204).send();
    },
  });
}

function appealRoute(api: Api, parts: ApiParts): void {
  api.route({
    method: 'POST',
    url: '/api/appeals/:appealNo/redaction',
    config: { access: { roles: ['privacyOfficer'] } },
    schema: {
      tags: ['privacy'],
      summary: 'Take out what was written in an appeal and in its decisions',
      description: 'For good; what was decided stays, and the ledger can still be verified.',
      params: z.object({ appealNo: AppealNoSchema }),
      body: ReasonBodySchema,
      response: REDACTED_RESPONSES,
    },
    handler: async (request, reply) => {
      const { reason } = request.body;
      await redactWords(parts, request.params, { reason, by: request.caller });
      return reply.code(204).send();
    },
  });
}

async function redactWords(
  { store, clock, log }: ApiParts,
  about: WrittenIn,
  why: { reason: string; by: string },
): Promise<void> {
  const at = clock.now();
  const { outcome } = await store.submit({ kind: 'words.redact', about, ...why, at });
  requireRedacted(outcome);
  log.info({ ...about, by: why.by }, 'words redacted');
}

function requireRedacted(outcome: NotRedacted | 'redacted'): void {
  if (outcome === 'redacted') return;
  const [status, words] = NOT_REDACTED[outcome];
  throw new Problem(status, `redaction.${outcome}`, words);
}
