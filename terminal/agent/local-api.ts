import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { CaseNoSchema } from '../../protocol/index.ts';
import type { AppStream } from './app-stream.ts';
import type { AgentConfig } from './config.ts';
import { copiesApi } from './copies/copies-api.ts';
import type { SecondCopies } from './copies/second-copies.ts';
import type { DeviceDesk } from './device-desk.ts';
import { type EvidenceFolder, EvidenceSchema } from './evidence.ts';
import { SlipSchema } from './printer/slip.ts';
import { problem } from './problems.ts';
import type { PromptDesk } from './prompt-desk.ts';
import { HeartbeatSchema, RestartSchema, type ScreenWatch } from './screen-watch.ts';
import { ServingSchema, type ServingSign } from './serving-sign.ts';
import type { Upkeep } from './upkeep/upkeep.ts';

export interface LocalApiParts {
  config: AgentConfig;
  agentVersion: string;
  /** Names this installation; another after its data folder was deleted. */
  generation: string;
  startedAt: number;
  desk: PromptDesk;
  sign: ServingSign;
  stream: AppStream;
  screen: ScreenWatch;
  evidence: EvidenceFolder;
  copies: SecondCopies;
  upkeep: Upkeep;
  devices: DeviceDesk;
}

/** A whole outbox: some thousand rows of a screen that was long without its hub. */
const EVIDENCE_BYTES = 32 * 1024 * 1024;

/** The agent's API on the device itself: for the window PC's program and for the app's page. */
export function localApi(app: FastifyInstance, parts: LocalApiParts): void {
  windowPcRoutes(app, parts);
  pageRoutes(app, parts);
  copiesApi(app, parts.copies);
  app.get('/local/status', async (_request, reply) => {
    const { config, agentVersion, startedAt, desk, screen } = parts;
    const asking = desk.current;
    const prompt = asking && {
      promptId: asking.promptId,
      caseNo: asking.caseNo,
      showUntil: asking.showUntil,
    };
    reply.header('cache-control', 'no-store');
    const { fact } = screen;
    const devices = parts.devices.facts;
    const pending = devices.evaluator?.pending ?? fact.heartbeat?.pending ?? null;
    return {
      kind: config.kind,
      agentVersion,
      startedAt,
      screen: fact,
      restarts: screen.restarts,
      pending,
      prompt,
      copies: await parts.copies.facts(),
      edition: parts.upkeep.editions.fact,
      ...devices,
    };
  });
}

function windowPcRoutes(app: FastifyInstance, parts: LocalApiParts): void {
  const { desk, sign, devices, evidence, screen } = parts;
  const config = { caller: 'windowPc' } as const;
  app.post('/local/cases', { config }, async (request, reply) => {
    const handed = desk.hand(request.body);
    if (handed.status === 'refused') {
      return problem(reply, 422, 'The case cannot be asked about.', handed.errors);
    }
    if (handed.status === 'contradiction') {
      return problem(reply, 409, 'The record contradicts an earlier one.', handed.errors);
    }
    sign.put(null);
    return reply.code(202).send({ promptId: handed.promptId });
  });
  app.put('/local/serving', { config }, async (request, reply) => {
    sign.put(ServingSchema.parse(request.body));
    return reply.code(204).send();
  });
  app.delete('/local/serving', { config }, async (_request, reply) => {
    sign.put(null);
    return reply.code(204).send();
  });
  app.delete('/local/cases/:caseNo', { config }, async (request, reply) => {
    const { caseNo } = z.object({ caseNo: CaseNoSchema }).parse(request.params);
    if (desk.withdraw(caseNo)) return reply.code(204).send();
    return problem(reply, 404, 'This case is not being asked about.');
  });
  app.get('/local/evidence', { config }, async () => evidence.all());
  app.post('/local/restarts', { config }, async (request, reply) => {
    screen.noteRestart(RestartSchema.parse(request.body).why);
    return reply.code(204).send();
  });
  app.post('/local/slips', { config }, async (request, reply) => {
    const printed = await devices.print(SlipSchema.parse(request.body));
    if (printed === null) return problem(reply, 409, 'No printer is set; see --printer-port.');
    if (printed.ok) return reply.code(204).send();
    return problem(reply, 503, `The slip was not printed: ${printed.why}.`);
  });
}

function pageRoutes(app: FastifyInstance, parts: LocalApiParts): void {
  const { config, agentVersion, generation, desk, sign, stream, screen, evidence } = parts;
  app.get('/local/config', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    const { hubUrl, kind, hint } = config;
    return { hubUrl, kind, hint, agentVersion, generation };
  });
  app.get('/local/link', (_request, reply) =>
    stream.add(reply, {
      prompt: desk.current,
      keypad: parts.devices.facts.keypad,
      hidKeys: config.hidKeys,
      serving: sign.current,
      restarts: screen.restarts,
      edition: parts.upkeep.editions.fact,
    }),
  );
  const own = { config: { caller: 'ownPage' } } as const;
  app.post('/local/heartbeat', own, async (request, reply) => {
    const heartbeat = HeartbeatSchema.parse(request.body);
    screen.hear(heartbeat);
    if (heartbeat.ended !== undefined) parts.devices.ended(heartbeat.ended);
    return reply.code(204).send();
  });
  const large = { ...own, bodyLimit: EVIDENCE_BYTES };
  app.post('/local/evidence', large, async (request, reply) => {
    const given = EvidenceSchema.parse(request.body);
    evidence.add(given);
    await parts.copies.discard(given.rows.map(({ eventId }) => eventId));
    return reply.code(204).send();
  });
}
