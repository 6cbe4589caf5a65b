import { z } from 'zod';
import { EventIdSchema } from '../../protocol/index.ts';
import type { Outcome } from '../store/port.ts';
import { ReasonSchema } from './identities.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES, Problem } from './problems.ts';

type NotRedacted = Exclude<Outcome<'rating.redact'>['outcome'], 'redacted'>;

const NOT_REDACTED: Record<NotRedacted, [status: number, words: string]> = {
  unknown: [404, 'No rating has this event id.'],
  nothingWritten: [409, 'The rater wrote nothing, or it was redacted before.'],
  signaturePending: [409, 'Its signature has not been judged yet; try again in a moment.'],
  chainTooOld: [409, 'It was stored by an older hub, whose ledger cannot be redacted.'],
};

export function redactionRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'POST',
    url: '/api/ratings/:eventId/redaction',
    config: { access: { roles: ['privacyOfficer'] } },
    schema: {
      tags: ['privacy'],
      summary: 'Take out what a citizen wrote',
      description:
        'For good. The level, the figures and the event id stay, the ledger can still be ' +
        'verified, and the same rating sent again is known as a duplicate.',
      params: z.object({ eventId: EventIdSchema }),
      body: z
        .strictObject({ reason: ReasonSchema })
        .meta({ examples: [{ reason: '评价文字中含他人个人信息' }] }),
      response: { 204: z.undefined().describe('Redacted'), ...PROBLEM_RESPONSES },
    },
    handler: async (request, reply) => {
      const { eventId } = request.params;
      const why = { reason: request.body.reason, by: request.caller, at: parts.clock.now() };
      const { outcome } = await parts.store.submit({ kind: 'rating.redact', eventId, ...why });
      if (outcome !== 'redacted') {
        const [status, words] = NOT_REDACTED[outcome];
        throw new Problem(status, `redaction.${outcome}`, words);
      }
      parts.log.info({ eventId, by: request.caller }, 'rating redacted');
      return reply.code(204).send();
    },
  });
}
