import { z } from 'zod';
import {
  LIMITS,
  PhoneRatingSchema,
  PhoneViewSchema,
  ReceiptEntrySchema,
} from '../../protocol/index.ts';
import { PhonePace } from '../qr/phone-pace.ts';
import { phoneViewOf, UNKNOWN } from '../qr/phone-view.ts';
import type { TokenContent } from '../qr/token.ts';
import { packLabel } from '../rules/pack.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES, Problem } from './problems.ts';

/** Sixty linked cases with their tags fit; nothing that a stranger might fill memory with does. */
const BODY_BYTES = 2 * LIMITS.payloadBytes;
const TokenParams = z.object({
  token: z.string().max(200).describe('From the QR code or the SMS'),
});

/** What the page behind a QR code asks; public, and nothing personal in either direction (SZ-14c). */
export function phoneRoutes(api: Api, parts: ApiParts): void {
  const pace = new PhonePace();
  const read = (token: string, address: string): TokenContent | null => {
    const said = parts.phoneLinks.read(token);
    if (said.ok) return said;
    parts.metrics.refusals.inc({ message: 'phone-token', reason: said.reason });
    if (!pace.admitsStranger(address, parts.clock.monotonic())) throw tooOften();
    return null;
  };
  api.route({
    method: 'GET',
    url: '/api/phone/:token',
    config: { access: 'public' },
    schema: {
      tags: ['phone'],
      summary: 'What a scanned link leads to',
      description:
        'Always 200 with a state and words for the citizen; once the invitation is over, nothing ' +
        'is said of its case. 429 when asked too often with one token.',
      params: TokenParams,
      response: { 200: PhoneViewSchema, ...PROBLEM_RESPONSES },
    },
    handler: async (request) => {
      const link = read(request.params.token, request.ip);
      if (link === null) return UNKNOWN;
      const { invitationId } = link;
      if (!pace.admitsOpening(invitationId, parts.clock.monotonic())) throw tooOften();
      const [invitation, { packs }] = await Promise.all([
        parts.store.query({ kind: 'invitation', invitationId }),
        parts.store.query({ kind: 'packs' }),
      ]);
      const own = packs.find(({ pack }) => packLabel(pack) === invitation?.pack);
      return phoneViewOf(invitation, own?.pack.workOrder.due.days ?? 0);
    },
  });
  api.route({
    method: 'POST',
    url: '/api/phone/:token/ratings',
    bodyLimit: BODY_BYTES,
    config: { access: 'public' },
    schema: {
      tags: ['phone'],
      summary: 'Rate by a scanned link',
      description:
        'Answers with the receipt that a terminal would get; both outcomes are final. Without an ' +
        'answer, or on 429 and 503, send the same again: the same eventId and body are counted once.',
      params: TokenParams,
      body: PhoneRatingSchema,
      response: { 200: ReceiptEntrySchema, ...PROBLEM_RESPONSES },
    },
    handler: async (request) => {
      const link = read(request.params.token, request.ip);
      if (link === null) {
        const errors = [{ path: 'token', message: UNKNOWN.message, rule: UNKNOWN.rule }];
        throw new Problem(404, 'unknownToken', UNKNOWN.message, errors);
      }
      const { invitationId, road } = link;
      if (!pace.admitsRating(invitationId, parts.clock.monotonic())) throw tooOften();
      const { eventId, body } = request.body;
      const said = { ...body, channel: road };
      return parts.enteredRatings.enter({ source: { kind: 'phone', invitationId }, eventId, said });
    },
  });
}

function tooOften(): Problem {
  return new Problem(429, 'tooOften', '操作过于频繁，请稍后再试。');
}
