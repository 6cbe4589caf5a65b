import { z } from 'zod';
import type { Retirement } from '../privacy/rekeying.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES, Problem } from './problems.ts';

const KeyIdSchema = z.string().max(40);

const NOT_RETIRED: Record<Exclude<Retirement, 'retired'>, [status: number, words: string]> = {
  unknownKey: [404, 'No such key.'],
  activeKey: [409, 'This key seals now; make another one first.'],
  keyInUse: [409, 'Identities are sealed with this key; seal them anew first.'],
};

/** The keys that seal identities. No key ever leaves the hub; these routes know their ids. */
export function keyRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'GET',
    url: '/api/keys',
    config: { access: { roles: ['administrator', 'privacyOfficer'] } },
    schema: {
      tags: ['privacy'],
      summary: 'Keys that seal identities, by their ids',
      response: {
        200: z.array(
          z.object({
            keyId: KeyIdSchema,
            madeAt: z.int(),
            active: z.boolean().describe('Seals from now on'),
            identities: z.int().describe('Sealed with it'),
          }),
        ),
        ...PROBLEM_RESPONSES,
      },
    },
    handler: () => parts.rekeying.list(),
  });
  api.route({
    method: 'POST',
    url: '/api/keys',
    config: { access: 'administrator' },
    schema: {
      tags: ['privacy'],
      summary: 'Make a key that seals from now on',
      description: 'Older ones still open what they sealed. Back the key file up afterwards.',
      response: { 201: z.object({ keyId: KeyIdSchema }), ...PROBLEM_RESPONSES },
    },
    handler: async (request, reply) => {
      const keyId = await parts.rekeying.rotate(request.caller);
      parts.log.info({ keyId, by: request.caller }, 'key activated');
      return reply.code(201).send({ keyId });
    },
  });
  changeRoutes(api, parts);
}

function changeRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'POST',
    url: '/api/keys/resealing',
    config: { access: 'administrator' },
    schema: {
      tags: ['privacy'],
      summary: 'Seal some identities of older keys with the active one',
      description: 'Up to 1,000 a call, in small steps beside the traffic; call until none remain.',
      response: {
        200: z.object({ resealed: z.int(), remaining: z.int() }),
        ...PROBLEM_RESPONSES,
      },
    },
    handler: async (request) => {
      const done = await parts.rekeying.reseal();
      parts.log.info({ ...done, by: request.caller }, 'identities sealed anew');
      return done;
    },
  });
  api.route({
    method: 'DELETE',
    url: '/api/keys/:keyId',
    config: { access: 'administrator' },
    schema: {
      tags: ['privacy'],
      summary: 'Forget a key that seals nothing any more',
      params: z.object({ keyId: KeyIdSchema }),
      response: { 204: z.undefined().describe('Forgotten'), ...PROBLEM_RESPONSES },
    },
    handler: async (request, reply) => {
      const { keyId } = request.params;
      const outcome = await parts.rekeying.retire(keyId, request.caller);
      if (outcome !== 'retired')
        throw new Problem(NOT_RETIRED[outcome][0], outcome, NOT_RETIRED[outcome][1]);
      parts.log.info({ keyId, by: request.caller }, 'key retired');
      return reply.code(204).send();
    },
  });
}
