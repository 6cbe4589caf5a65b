import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { problem } from '../problems.ts';
import { ScreenIdentitySchema } from './screen-identity.ts';
import type { SecondCopies } from './second-copies.ts';

/** All ids of a screen that was long without its hub, or a batch of its ratings. */
const COPIES_BYTES = 8 * 1024 * 1024;

const MeetingRequestSchema = z.object({
  identity: ScreenIdentitySchema.nullable(),
  waiting: z.array(z.uuid()).max(100_000),
});
const NewsSchema = z.object({
  terminalId: z.string(),
  payloads: z.array(z.string()).max(1_000),
  settled: z.array(z.uuid()).max(1_000),
});

/** The page's road to its second copy. */
export function copiesApi(app: FastifyInstance, copies: SecondCopies): void {
  const options = { config: { caller: 'ownPage' }, bodyLimit: COPIES_BYTES } as const;
  app.put('/local/copies', options, async (request) => {
    const { identity, waiting } = MeetingRequestSchema.parse(request.body);
    return copies.meet(identity, waiting);
  });
  app.post('/local/copies', options, async (request, reply) => {
    const { terminalId, ...news } = NewsSchema.parse(request.body);
    if (await copies.hand(terminalId, news)) return reply.code(204).send();
    return problem(reply, 409, 'The screen did not say that it is this terminal.');
  });
}
