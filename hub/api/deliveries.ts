import { z } from 'zod';
import { DELIVERY_KINDS, DELIVERY_STATES } from '../outbound/delivery.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES, Problem } from './problems.ts';
import { PageSchema, pageOf } from './views.ts';

const EpochMsSchema = z.int().describe('Milliseconds since 1970-01-01T00:00Z');
const DestinationSchema = z.string().max(60).describe('hotline, sms, or province:<profile>');

export const DeliverySchema = z.object({
  id: z.int(),
  destination: DestinationSchema,
  kind: z.enum(DELIVERY_KINDS),
  subject: z.string().describe('Case number or order number'),
  dedupeKey: z.string().describe('Sent as Idempotency-Key'),
  position: z.int().describe('Ledger position of its cause'),
  after: z.int().nullable().describe('Delivery that must have been accepted first'),
  state: z.enum(DELIVERY_STATES),
  attempts: z.int(),
  nextAttemptAt: EpochMsSchema.nullable(),
  lastError: z.string().nullable().describe('Why the last attempt failed, or what it waits for'),
  reason: z.string().nullable().describe('What the receiver said when it settled it'),
  createdAt: EpochMsSchema,
  settledAt: EpochMsSchema.nullable(),
});

export const DestinationHealthSchema = z.object({
  destination: DestinationSchema,
  on: z.boolean(),
  pending: z.int(),
  oldestSeconds: z.int().describe('Age of the oldest pending delivery'),
  refused: z.int(),
  stuck: z.boolean().describe('The oldest one waits for longer than --outbound-stuck-minutes'),
  position: z.int().nullable().describe('Ledger position up to which its deliveries are made'),
  circuit: z.enum(['closed', 'open', 'probing', 'off']).describe('closed: it is spoken to freely'),
});

const IdParams = z.object({ id: z.coerce.number().int().min(1) });

export function deliveryRoutes(api: Api, parts: ApiParts): void {
  listRoutes(api, parts);
  api.route({
    method: 'POST',
    url: '/api/deliveries/:id/resend',
    config: { access: 'administrator' },
    schema: {
      tags: ['outbound'],
      summary: 'Send a refused or abandoned delivery again',
      params: IdParams,
      response: { 204: z.undefined().describe('It is pending again'), ...PROBLEM_RESPONSES },
    },
    handler: async (request, reply) => {
      const { id } = request.params;
      const { resent, state } = await parts.outbound.resend(id, request.caller);
      if (state === null) throw unknownDelivery();
      if (!resent) throw new Problem(409, 'notRefused', `This delivery is ${state}.`);
      parts.log.info({ delivery: id, by: request.caller }, 'delivery sent again');
      return reply.code(204).send();
    },
  });
  api.route({
    method: 'POST',
    url: '/api/destinations/:destination/replay',
    config: { access: 'administrator' },
    schema: {
      tags: ['outbound'],
      summary: 'Hand on again from a ledger position',
      description: 'For what happened before a destination was switched on. Nothing goes twice.',
      params: z.object({ destination: DestinationSchema }),
      body: z.strictObject({ from: z.int().min(1) }),
      response: { 204: z.undefined().describe('It is fed from there'), ...PROBLEM_RESPONSES },
    },
    handler: async (request, reply) => {
      const { destination } = request.params;
      const { from } = request.body;
      const known = await parts.outbound.replay(destination, from, request.caller);
      if (!known) throw new Problem(404, 'unknownDestination', 'No such one is switched on.');
      parts.log.info({ destination, from, by: request.caller }, 'destination fed again');
      return reply.code(204).send();
    },
  });
}

function listRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'GET',
    url: '/api/destinations',
    config: { access: 'administrator' },
    schema: {
      tags: ['outbound'],
      summary: 'Whom the hub reports to, what waits for them and what they refused',
      response: { 200: z.array(DestinationHealthSchema), ...PROBLEM_RESPONSES },
    },
    handler: () => parts.outbound.health(),
  });
  api.route({
    method: 'GET',
    url: '/api/deliveries',
    config: { access: 'administrator' },
    schema: {
      tags: ['outbound'],
      summary: 'Deliveries to other parties, newest first',
      querystring: PageSchema.extend({
        state: z.enum(DELIVERY_STATES).optional(),
        destination: DestinationSchema.optional(),
      }),
      response: { 200: z.array(DeliverySchema), ...PROBLEM_RESPONSES },
    },
    handler: (request) => {
      const { state, destination } = request.query;
      return parts.store.query({
        kind: 'deliveries',
        ...pageOf(request.query),
        ...(state === undefined ? {} : { state }),
        ...(destination === undefined ? {} : { destination }),
      });
    },
  });
  api.route({
    method: 'GET',
    url: '/api/deliveries/:id',
    config: { access: 'administrator' },
    schema: {
      tags: ['outbound'],
      summary: 'One delivery: its last error, and the reason of the receiver',
      params: IdParams,
      response: { 200: DeliverySchema, ...PROBLEM_RESPONSES },
    },
    handler: async (request) => {
      const row = await parts.store.query({ kind: 'delivery', id: request.params.id });
      if (row === null) throw unknownDelivery();
      return row;
    },
  });
}

function unknownDelivery(): Problem {
  return new Problem(404, 'unknownDelivery', 'No such delivery.');
}
