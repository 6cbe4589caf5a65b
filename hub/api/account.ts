import { z } from 'zod';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES, Problem } from './problems.ts';

const PasswordChangeSchema = z.strictObject({
  currentPassword: z.string().min(1).max(200),
  newPassword: z.string().min(12).max(200),
});

export function accountRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'PUT',
    url: '/api/account/password',
    config: { access: 'account' },
    schema: {
      tags: ['administration'],
      summary: 'Change your own password',
      description: 'Ends all sessions of the account, this one too.',
      body: PasswordChangeSchema,
      response: { 204: z.undefined().describe('Changed'), ...PROBLEM_RESPONSES },
    },
    handler: async (request, reply) => {
      const { currentPassword, newPassword } = request.body;
      const name = request.caller;
      const login = { name, password: currentPassword, address: request.ip };
      const { result } = await parts.accounts.check(login);
      if (result === 'lockedOut') throw new Problem(429, 'lockedOut', 'Too many failures.');
      if (result === 'wrong') {
        const errors = [{ path: 'body.currentPassword', message: 'not the present password' }];
        throw new Problem(403, 'wrongPassword', 'The present password is another one.', errors);
      }
      await parts.accounts.setPassword(name, newPassword, name);
      parts.log.info({ by: name }, 'password changed');
      return reply.code(204).send();
    },
  });
}
