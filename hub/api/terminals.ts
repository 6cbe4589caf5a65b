import { z } from 'zod';
import { type Configuration, TerminalIdSchema } from '../../protocol/index.ts';
import type { Api, ApiParts } from './parts.ts';
import { PROBLEM_RESPONSES, Problem } from './problems.ts';
import { TerminalViewSchema } from './views.ts';

export function terminalRoutes(api: Api, parts: ApiParts): void {
  api.route({
    method: 'GET',
    url: '/api/terminals',
    config: { access: { roles: ['administrator', 'operator'] } },
    schema: {
      tags: ['terminals'],
      summary: 'Terminals, where they stand and how they are',
      response: { 200: z.array(TerminalViewSchema), ...PROBLEM_RESPONSES },
    },
    handler: async () => {
      const rows = await parts.store.query({ kind: 'terminals' });
      // What the store remembers of a connection may be older than this process.
      return rows.map(({ secretHash: _, publicKey: __, configuration, ...row }) => ({
        ...row,
        connected: parts.pipe().isConnected(row.terminalId),
        desired: desiredOf(configuration),
      }));
    },
  });
  api.route({
    method: 'POST',
    url: '/api/terminals/:terminalId/status',
    config: { access: 'administrator' },
    schema: {
      tags: ['terminals'],
      summary: 'Suspend, readmit or revoke a terminal',
      description: 'Its connection ends at once. Revoking is for good; suspending can be undone.',
      params: z.object({ terminalId: TerminalIdSchema }),
      body: z.strictObject({ status: z.enum(['enrolled', 'suspended', 'revoked']) }),
      response: { 204: z.undefined().describe('Done'), ...PROBLEM_RESPONSES },
    },
    handler: async (request, reply) => {
      const { terminalId } = request.params;
      const { status } = request.body;
      const by = request.caller;
      const before = await parts.store.query({ kind: 'terminal', terminalId });
      if (before?.status === 'revoked' && status !== 'revoked') {
        throw new Problem(409, 'revoked', 'Revoked for good; enrol the device anew.');
      }
      const at = parts.clock.now();
      const command = { kind: 'terminal.status', terminalId, status, by, at } as const;
      const { known } = await parts.store.submit(command);
      if (!known) throw new Problem(404, 'unknownTerminal', 'No such terminal.');
      parts.log.info({ terminalId, status, by }, 'terminal status set');
      if (status !== 'enrolled') parts.pipe().disconnect(terminalId, status);
      return reply.code(204).send();
    },
  });
}

function desiredOf({ revision, paused = false, edition, instruction }: Configuration) {
  return {
    configurationRevision: revision,
    paused,
    edition: edition?.edition ?? null,
    instruction: instruction ?? null,
  };
}
