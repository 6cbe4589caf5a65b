import { z } from 'zod';
import { InstantSchema } from '../../protocol/index.ts';
import { instantText } from '../instant.ts';
import { RoleSchema } from '../people/roles.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES, Problem } from './problems.ts';

const LoginSchema = z
  .strictObject({ name: z.string().min(1).max(60), password: z.string().min(1).max(200) })
  .meta({ examples: [{ name: 'admin', password: 'what the hub printed at its first start' }] });

export function sessionRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'POST',
    url: '/api/sessions',
    config: { access: 'public' },
    schema: {
      tags: ['administration'],
      summary: 'Log in',
      description:
        'Send the token as `Authorization: Bearer …` from then on. Each use prolongs it.',
      body: LoginSchema,
      response: {
        201: z.object({
          token: z.string(),
          expiresAt: InstantSchema,
          roles: z.array(RoleSchema).describe('What this account may do'),
        }),
        ...PROBLEM_RESPONSES,
      },
    },
    handler: async (request, reply) => {
      const { name, password } = request.body;
      const closings = parts.sessions.closingsOf(name);
      const checked = await parts.accounts.check({ name, password, address: request.ip });
      const session =
        checked.result === 'right' ? parts.sessions.open({ name, ...checked }, closings) : null;
      if (session === null || checked.result !== 'right') {
        const reason = checked.result === 'right' ? 'changedMeanwhile' : checked.result;
        parts.metrics.authFailures.inc({ party: 'account', reason });
        parts.log.warn({ address: request.ip, reason }, 'login refused');
        throw reason === 'lockedOut'
          ? new Problem(429, 'lockedOut', 'Too many failures. Try again in a minute.')
          : new Problem(401, 'unauthorized', 'Unknown name or wrong password.');
      }
      const { roles } = checked;
      parts.log.info({ by: name, roles }, 'logged in');
      return reply.code(201).send({
        token: session.token,
        expiresAt: instantText(session.expiresAt),
        roles: [...roles],
      });
    },
  });
}
