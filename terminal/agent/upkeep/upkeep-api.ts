import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { WantedEditionSchema } from '../../../protocol/index.ts';
import { PinTrySchema } from './pin-desk.ts';
import type { Upkeep } from './upkeep.ts';

const InstructedSchema = z.strictObject({ instructionId: z.uuid() });
/** As the page was told by the hub; null: the app that came with the agent. */
const WantedSchema = z.strictObject({ wanted: WantedEditionSchema.nullable() });

/** What the page passes on of the hub's, and asks for a technician. */
export function upkeepRoutes(app: FastifyInstance, upkeep: Upkeep): void {
  const own = { config: { caller: 'ownPage' } } as const;
  app.put('/local/edition', own, async (request, reply) => {
    upkeep.editions.want(WantedSchema.parse(request.body).wanted);
    return reply.code(204).send();
  });
  app.post('/local/restart', own, async (request, reply) => {
    upkeep.restart.ask(InstructedSchema.parse(request.body).instructionId);
    return reply.code(204).send();
  });
  app.post('/local/wipe', own, async (request, reply) => {
    upkeep.wipe(InstructedSchema.parse(request.body).instructionId);
    return reply.code(204).send();
  });
  app.post('/local/pin', own, (request) => upkeep.pins.check(PinTrySchema.parse(request.body)));
}
