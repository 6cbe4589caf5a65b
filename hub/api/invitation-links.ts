import { z } from 'zod';
import { InvitationIdSchema } from '../../protocol/index.ts';
import { slipFor } from '../qr/slip.ts';
import type { InvitationDetail } from '../store/port.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES, Problem } from './problems.ts';

const LinkSchema = z.object({
  url: z.url().describe('What the QR code says'),
  token: z.string(),
  lastDay: z.iso.date().describe('Last day on which it can be rated (SZ-17a)'),
  slip: z
    .object({
      above: z.array(z.string()).describe('Lines above the QR code'),
      qr: z.object({
        text: z.string().describe("For the printer's own QR command, byte mode"),
        errorCorrection: z.literal('M'),
      }),
      below: z.array(z.string()).describe('Lines below it'),
    })
    .describe('For a receipt printer; a line too long for the paper is folded by the printer'),
});

type Over = Exclude<InvitationDetail['status'], 'open'>;

const OVER: Record<Over, { kind: string; rule: string; message: string }> = {
  rated: { kind: 'alreadyRated', rule: 'SZ-1R', message: 'It has been rated.' },
  closed: { kind: 'invitationClosed', rule: 'SZ-17a', message: 'Its time to rate has ended.' },
  defaulted: { kind: 'invitationClosed', rule: 'SZ-17b', message: 'It counts as defaulted.' },
  void: { kind: 'invitationVoid', rule: 'SZ-18', message: 'No case belongs to it any more.' },
};

/** Links for slips of paper (SZ-14c). */
export function invitationLinkRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'POST',
    url: '/api/invitations/:invitationId/qr',
    config: { access: 'businessSystemOrAdministrator' },
    schema: {
      tags: ['service records'],
      summary: 'A signed link to one invitation, with all that a receipt printer needs',
      description:
        'The link dies with its invitation: when it was rated, has closed, or is for no case any ' +
        'more. Opening it twice is fine, rating twice is not (SZ-14c). Nothing in it is personal.',
      params: z.object({ invitationId: InvitationIdSchema }),
      response: { 200: LinkSchema, ...PROBLEM_RESPONSES },
    },
    handler: async (request) => {
      const { invitationId } = request.params;
      const invitation = await parts.store.query({ kind: 'invitation', invitationId });
      if (invitation === null) throw new Problem(404, 'unknownInvitation', 'No such invitation.');
      if (invitation.status !== 'open') {
        const { kind, rule, message } = OVER[invitation.status];
        throw new Problem(409, kind, message, [{ path: 'invitationId', message, rule }]);
      }
      const link = parts.phoneLinks.linkTo(invitationId, 'qr');
      if (link === null) {
        const words = 'The hub was not told where citizens reach it; set --public-url.';
        throw new Problem(409, 'noPublicUrl', words);
      }
      const { lastDay } = invitation;
      return { ...link, lastDay, slip: slipFor(invitation, link.url) };
    },
  });
}
