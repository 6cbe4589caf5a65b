import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../protocol/index.ts';
import { sleep } from '../patience.ts';

/**
 * accepting: takes everything; a key it knows is answered as the first time. duplicating: names a key
 * that it knows a duplicate. slow: takes its time. refusing: says no with a reason. failing: answers
 * 500. busy: answers 429 with Retry-After. cutting: takes the message and hangs up unanswered. down:
 * hangs up before it has heard anything.
 */
export const BEHAVIOURS = [
  'accepting',
  'duplicating',
  'slow',
  'refusing',
  'failing',
  'busy',
  'cutting',
  'down',
] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];

export interface ReceivedMessage {
  key: string;
  path: string;
  authorization: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: whoever looks at it knows what was sent
  content: any;
}

export interface Reply {
  status: number;
  body: object;
}

/** How one kind of party says things. */
export interface Manners {
  accepted(): Reply;
  duplicate(): Reply;
  refused(reason: string): Reply;
  /** The party's own rules about a message it does not know yet; null when it is content. */
  objection?(message: ReceivedMessage, before: readonly ReceivedMessage[]): Reply | null;
}

export interface PartyOptions {
  clock: Clock;
  slowMs?: number;
  onMessage?: (message: ReceivedMessage, reply: Reply | null) => void;
}

/** A party that the hub reports to: a real HTTP server that remembers what it was told. */
export class Party {
  /** What it has taken, each key once. */
  readonly taken: ReceivedMessage[] = [];
  /** How often it was asked, repetitions and refusals included. */
  requests = 0;
  /** Most requests at the same time. */
  mostAtOnce = 0;
  behaviour: Behaviour = 'accepting';
  reason = 'not acceptable';
  readonly #manners: Manners;
  readonly #options: PartyOptions;
  readonly #keys = new Set<string>();
  #atOnce = 0;
  #server: Server | null = null;
  #port = 0;

  constructor(manners: Manners, options: PartyOptions) {
    this.#manners = manners;
    this.#options = options;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Listens on the port given, or on a free one; after `stop()` on the same one again. */
  async start(port = this.#port): Promise<string> {
    const server = createServer((request, response) => {
      this.#serve(request, response).catch(() => response.destroy());
    });
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
    return this.url;
  }

  /** Down: connections end, new ones are not taken; what it knows it keeps. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.behaviour === 'down') return void request.socket.destroy();
    this.requests++;
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.#atOnce);
    try {
      const message = await messageOf(request);
      if (this.behaviour === 'slow') {
        await sleep(this.#options.clock, this.#options.slowMs ?? 1_000);
      }
      const reply = this.#replyTo(message);
      this.#options.onMessage?.(message, reply);
      if (reply === null) response.destroy();
      else send(response, reply);
    } finally {
      this.#atOnce--;
    }
  }

  #replyTo(message: ReceivedMessage): Reply | null {
    switch (this.behaviour) {
      case 'failing':
        return { status: 500, body: { error: 'broken' } };
      case 'busy':
        return { status: 429, body: { error: 'busy' } };
      case 'refusing':
        return this.#manners.refused(this.reason);
      case 'cutting':
        this.#take(message);
        return null;
      case 'down':
        return null;
      case 'accepting':
      case 'slow':
      case 'duplicating':
        return this.#take(message);
    }
  }

  #take(message: ReceivedMessage): Reply {
    if (this.#keys.has(message.key)) {
      return this.behaviour === 'duplicating'
        ? this.#manners.duplicate()
        : this.#manners.accepted();
    }
    const objection = this.#manners.objection?.(message, this.taken) ?? null;
    if (objection !== null) return objection;
    this.#keys.add(message.key);
    this.taken.push(message);
    return this.#manners.accepted();
  }
}

async function messageOf(request: IncomingMessage): Promise<ReceivedMessage> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const { authorization, 'idempotency-key': key } = request.headers;
  return {
    key: String(key),
    path: request.url ?? '/',
    authorization: authorization ?? null,
    content: JSON.parse(Buffer.concat(parts).toString('utf8')),
  };
}

function send(response: ServerResponse, { status, body }: Reply): void {
  response.setHeader('content-type', 'application/json; charset=utf-8');
  if (status === 429) response.setHeader('retry-after', '1');
  response.statusCode = status;
  response.end(JSON.stringify(body));
}
