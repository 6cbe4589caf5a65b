import { z } from 'zod';
import { RoleSchema, RolesSchema } from '../people/roles.ts';
import type { AccountChange } from '../store/port.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES, Problem } from './problems.ts';

const AccountNameSchema = z
  .string()
  .max(60)
  .regex(/^[\p{L}\p{N}](?:[\p{L}\p{N}._-]*)$/u, 'expected letters, digits, ".", "_" or "-"');
const NameParams = z.object({ name: AccountNameSchema });
const PasswordSchema = z.object({
  name: z.string(),
  password: z.string().describe('Shown this once'),
});

/** Accounts and what they may do; the administrator's business. */
export function accountsRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'GET',
    url: '/api/accounts',
    config: { access: { roles: ['administrator', 'auditor'] } },
    schema: {
      tags: ['administration'],
      summary: 'Accounts and their roles',
      response: {
        200: z.array(z.object({ name: z.string(), roles: z.array(RoleSchema) })),
        ...PROBLEM_RESPONSES,
      },
    },
    handler: () => parts.accounts.list(),
  });
  api.route({
    method: 'POST',
    url: '/api/accounts',
    config: { access: 'administrator' },
    schema: {
      tags: ['administration'],
      summary: 'Make an account',
      description: 'With a random password, shown this once; its owner changes it.',
      body: z
        .strictObject({ name: AccountNameSchema, roles: RolesSchema })
        .meta({ examples: [{ name: 'li.na', roles: ['handler'] }] }),
      response: { 201: PasswordSchema, ...PROBLEM_RESPONSES },
    },
    handler: async (request, reply) => {
      const { name, roles } = request.body;
      const password = await parts.accounts.add(name, roles, request.caller);
      if (password === null) throw new Problem(409, 'accountExists', 'This name is in use.');
      parts.log.info({ account: name, roles, by: request.caller }, 'account made');
      return reply.code(201).send({ name, password });
    },
  });
  changeRoutes(api, parts);
}

function changeRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'PUT',
    url: '/api/accounts/:name/roles',
    config: { access: 'administrator' },
    schema: {
      tags: ['administration'],
      summary: 'Change what an account may do',
      description: 'Ends its sessions. The last administrator stays one.',
      params: NameParams,
      body: z.strictObject({ roles: RolesSchema }),
      response: { 204: z.undefined().describe('Changed'), ...PROBLEM_RESPONSES },
    },
    handler: async (request, reply) => {
      const { name } = request.params;
      const { roles } = request.body;
      refuse(await parts.accounts.setRoles(name, roles, request.caller));
      parts.log.info({ account: name, roles, by: request.caller }, 'roles changed');
      return reply.code(204).send();
    },
  });
  api.route({
    method: 'POST',
    url: '/api/accounts/:name/password',
    config: { access: 'administrator' },
    schema: {
      tags: ['administration'],
      summary: 'Give an account a new random password',
      description: 'Ends its sessions.',
      params: NameParams,
      response: { 200: PasswordSchema, ...PROBLEM_RESPONSES },
    },
    handler: async (request) => {
      const { name } = request.params;
      const password = await parts.accounts.resetPassword(name, request.caller);
      if (password === null) throw unknownAccount();
      parts.log.info({ account: name, by: request.caller }, 'password reset');
      return { name, password };
    },
  });
  api.route({
    method: 'DELETE',
    url: '/api/accounts/:name',
    config: { access: 'administrator' },
    schema: {
      tags: ['administration'],
      summary: 'Remove an account',
      description: 'Ends its sessions. The last administrator cannot be removed.',
      params: NameParams,
      response: { 204: z.undefined().describe('Removed'), ...PROBLEM_RESPONSES },
    },
    handler: async (request, reply) => {
      const { name } = request.params;
      refuse(await parts.accounts.remove(name, request.caller));
      parts.log.info({ account: name, by: request.caller }, 'account removed');
      return reply.code(204).send();
    },
  });
}

function refuse(change: AccountChange): void {
  if (change === 'unknownAccount') throw unknownAccount();
  if (change === 'lastAdministrator') {
    throw new Problem(409, 'lastAdministrator', 'Somebody must be left to administer the hub.');
  }
}

function unknownAccount(): Problem {
  return new Problem(404, 'unknownAccount', 'No account of this name.');
}
