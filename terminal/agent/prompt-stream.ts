import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { Clock, Prompt } from '../../protocol/index.ts';

const PING_MS = 15_000;

/** Server-sent events to the app: the prompt whenever it changes, a ping so that a dead one shows. */
export class PromptStream {
  private readonly clock: Clock;
  private readonly open = new Map<ServerResponse, () => void>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Begins a stream with what is asked now. */
  add(reply: FastifyReply, current: Prompt | null): void {
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
    this.ping(raw);
  }

  tell(prompt: Prompt | null): void {
    for (const raw of this.open.keys()) write(raw, 'prompt', { prompt });
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
