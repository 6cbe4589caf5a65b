import { z } from 'zod';
import type { Clock } from '../../protocol/index.ts';
import { DestinationHealthSchema } from './deliveries.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES, Problem } from './problems.ts';

const STORE_ANSWER_MS = 2_000;

const TestModeSchema = z.literal(true).optional().describe('There in test mode only');

export function healthRoutes(api: Api, parts: ApiParts): void {
  const mode = parts.travelClock === null ? {} : { testMode: true as const };
  api.route({
    method: 'GET',
    url: '/health/live',
    config: { access: 'public' },
    schema: {
      tags: ['hub'],
      summary: 'Is the process alive?',
      response: { 200: z.object({ live: z.literal(true), testMode: TestModeSchema }) },
    },
    handler: async () => ({ live: true as const, ...mode }),
  });
  api.route({
    method: 'GET',
    url: '/health/ready',
    config: { access: 'public' },
    schema: {
      tags: ['hub'],
      summary: 'Can it take ratings now?',
      description:
        'Ready means that the store answers. 503 otherwise; terminals go on by themselves.',
      response: {
        200: z.object({ ready: z.literal(true), testMode: TestModeSchema }),
        ...PROBLEM_RESPONSES,
      },
    },
    handler: async () => {
      const answer = parts.store.query({ kind: 'state' });
      try {
        await inTime(parts.clock, answer, STORE_ANSWER_MS);
      } catch (error) {
        parts.log.warn({ error: String(error) }, 'not ready');
        throw new Problem(503, 'notReady', 'The store does not answer.');
      }
      return { ready: true as const, ...mode };
    },
  });
  api.route({
    method: 'GET',
    url: '/health/detail',
    config: { access: 'loopbackOrAdministrator' },
    schema: {
      tags: ['hub'],
      summary: 'What is not as it should be',
      description: 'A stuck destination keeps no terminal from rating; deliveries wait for it.',
      response: {
        200: z.object({
          healthy: z.boolean(),
          testMode: TestModeSchema,
          destinations: z.array(DestinationHealthSchema),
        }),
        ...PROBLEM_RESPONSES,
      },
    },
    handler: async () => {
      const destinations = await parts.outbound.health();
      return { healthy: !destinations.some(({ stuck }) => stuck), ...mode, destinations };
    },
  });
  api.route({
    method: 'GET',
    url: '/metrics',
    config: { access: 'loopbackOrAdministrator' },
    schema: {
      tags: ['hub'],
      summary: 'Figures for Prometheus',
      description: 'From this machine itself, or with an administrator session.',
      produces: ['text/plain'],
      response: { 200: z.string(), ...PROBLEM_RESPONSES },
    },
    handler: async (_request, reply) => {
      const { registry } = parts.metrics;
      return reply.type(registry.contentType).send(await registry.metrics());
    },
  });
}

/** The value, or a rejection when it takes longer than `withinMs`. */
function inTime<T>(clock: Clock, work: Promise<T>, withinMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(withinMs, () => reject(new Error(`no answer in ${withinMs} ms`)));
    work.then(resolve, reject).finally(cancel);
  });
}
