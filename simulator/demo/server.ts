import { join } from 'node:path';
import statics from '@fastify/static';
import { type FastifyInstance, type FastifyReply, fastify } from 'fastify';
import type { Board } from './board.ts';
import type { DemoView, FinishAnswer, FinishRequest } from './wire.ts';

/** What the page can ask for. */
export interface PageActions {
  finish(wish: FinishRequest): Promise<FinishAnswer>;
  switchHub(on: boolean): Promise<void>;
}

const FINISH_SCHEMA = {
  type: 'object',
  required: ['placeId', 'itemCode', 'staffNo', 'road'],
  additionalProperties: false,
  properties: {
    placeId: { type: 'string', maxLength: 40 },
    itemCode: { type: 'string', maxLength: 40 },
    staffNo: { type: ['string', 'null'], maxLength: 40 },
    road: { enum: ['hub', 'agent'] },
  },
};

const HUB_SCHEMA = {
  type: 'object',
  required: ['on'],
  properties: { on: { type: 'boolean' } },
};

/** The demonstration's page, its events and its two buttons; for this machine only. */
export class PageServer {
  #server: FastifyInstance;
  #board: Board;
  #streams = new Set<FastifyReply>();

  constructor(board: Board, actions: PageActions) {
    this.#board = board;
    this.#server = fastify({ logger: false, forceCloseConnections: true });
    this.#guard();
    this.#server.register(statics, { root: join(import.meta.dirname, 'page/dist') });
    this.#server.get('/events', (_, reply) => this.#stream(reply));
    this.#server.post<{ Body: FinishRequest }>(
      '/finish',
      { schema: { body: FINISH_SCHEMA } },
      (request) => actions.finish(request.body),
    );
    this.#server.post<{ Body: { on: boolean } }>(
      '/hub',
      { schema: { body: HUB_SCHEMA } },
      async (request, reply) => {
        await actions.switchHub(request.body.on);
        return reply.code(204).send();
      },
    );
  }

  async start(port: number): Promise<string> {
    const address = await this.#server.listen({ host: '127.0.0.1', port });
    return `http://localhost:${new URL(address).port || 80}`;
  }

  async stop(): Promise<void> {
    for (const { raw } of this.#streams) raw.end();
    await this.#server.close();
  }

  /** Another site must not press the buttons, nor a name that somebody points at this machine. */
  #guard(): void {
    this.#server.addHook('onRequest', async (request, reply) => {
      const { host, origin } = request.headers;
      const named = /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host ?? '');
      if (named && (origin === undefined || origin === `http://${host}`)) return undefined;
      return reply.code(403).send({ title: 'Only from this machine' });
    });
  }

  #stream(reply: FastifyReply): void {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    this.#streams.add(reply);
    const leave = this.#board.watch((view: DemoView) => {
      raw.write(`event: view\ndata: ${JSON.stringify(view)}\n\n`);
    });
    raw.once('close', () => {
      leave();
      this.#streams.delete(reply);
    });
  }
}
