import { z } from 'zod';
import { TerminalIdSchema } from '../../protocol/index.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES } from './problems.ts';
import { decidedOr } from './terminal-settings.ts';

const TerminalParams = z.object({ terminalId: TerminalIdSchema });

/** The end of a terminal, in order: nothing of it is lost, and nothing of the hub's stays on it. */
export function decommissionRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'POST',
    url: '/api/terminals/:terminalId/decommission',
    config: { access: 'administrator' },
    schema: {
      tags: ['terminals'],
      summary: 'Take a terminal out of service for good',
      description:
        'Nobody is asked there any more. It sends what waits, says that it is done, and is revoked; ' +
        'then it forgets secret, key, outbox, caches and the data of its agent, and asks for a new ' +
        'enrolment. With `force` it does not wait for receipts: what is unsent is signed and kept ' +
        'on the device as evidence.',
      params: TerminalParams,
      body: z.strictObject({ force: z.boolean().default(false) }),
      response: { 202: z.object({ instructionId: z.string() }), ...PROBLEM_RESPONSES },
    },
    handler: async (request, reply) => {
      const { terminalId } = request.params;
      const { force } = request.body;
      const { upkeep } = parts;
      const told = await upkeep.decommission(terminalId, force, request.caller);
      decidedOr(told.decided);
      return reply.code(202).send({ instructionId: told.instructionId });
    },
  });
  api.route({
    method: 'DELETE',
    url: '/api/terminals/:terminalId/decommission',
    config: { access: 'administrator' },
    schema: {
      tags: ['terminals'],
      summary: 'Keep a terminal that was to be decommissioned',
      description: 'As long as it has not said that it is done.',
      params: TerminalParams,
      response: { 204: z.undefined().describe('It goes on'), ...PROBLEM_RESPONSES },
    },
    handler: async (request, reply) => {
      const { terminalId } = request.params;
      const scope = { kind: 'terminal', terminalId } as const;
      decidedOr(await parts.upkeep.decide(scope, { instruction: null }, request.caller));
      return reply.code(204).send();
    },
  });
}
