import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { Clock, Prompt } from '../../protocol/index.ts';
import type { Serving } from './serving-sign.ts';

const PING_MS = 15_000;

/** Server-sent events to the app: prompt and serving whenever they change, a ping so that a dead one shows. */
export class PromptStream {
  private readonly clock: Clock;
  private readonly open = new Map<ServerResponse, () => void>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Begins a stream with what is asked, and who is served, now. */
  add(reply: FastifyReply, current: Prompt | null, serving: Serving | null): void {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    this.open.set(raw, () => {});
    raw.on('close', () => this.forget(raw));
    raw.write('retry: 2000\n');
    write(raw, 'prompt', { prompt: current });
    write(raw, 'serving', { serving });
    this.ping(raw);
  }

  tell(prompt: Prompt | null): void {
    for (const raw of this.open.keys()) write(raw, 'prompt', { prompt });
  }

  tellServing(serving: Serving | null): void {
    for (const raw of this.open.keys()) write(raw, 'serving', { serving });
  }

  stop(): void {
    for (const raw of [...this.open.keys()]) {
      this.forget(raw);
      raw.end();
    }
  }

  private ping(raw: ServerResponse): void {
    const next = () => {
      write(raw, 'ping', {});
      this.ping(raw);
    };
    this.open.set(raw, this.clock.after(PING_MS, next));
  }

  private forget(raw: ServerResponse): void {
    this.open.get(raw)?.();
    this.open.delete(raw);
  }
}

function write(raw: ServerResponse, event: string, data: object): void {
  raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}
