import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { Clock, EditionFact, Prompt, Restarts } from '../../protocol/index.ts';
import type { HidKeys, KeypadKey } from '../app/input/schemas.ts';
import type { KeypadFact } from './devices/keypad.ts';
import type { Serving } from './serving-sign.ts';

const PING_MS = 15_000;

/** What the page is told at once when it comes. */
export interface Present {
  prompt: Prompt | null;
  keypad: KeypadFact | null;
  hidKeys: HidKeys;
  serving: Serving | null;
  restarts: Restarts;
  edition: EditionFact;
}

/**
 * Server-sent events to the app: the prompt, who is served and the keypad's state whenever they change, each key,
 * and a ping so that a dead line shows.
 */
export class AppStream {
  private readonly clock: Clock;
  private readonly open = new Map<ServerResponse, () => void>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Begins a stream with what is asked now. */
  add(reply: FastifyReply, present: Present): void {
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
    write(raw, 'hidKeys', present.hidKeys);
    write(raw, 'prompt', { prompt: present.prompt });
    write(raw, 'serving', { serving: present.serving });
    write(raw, 'restarts', present.restarts);
    write(raw, 'edition', present.edition);
    if (present.keypad !== null) write(raw, 'keypad', keypadOf(present.keypad));
    this.ping(raw);
  }

  prompt(prompt: Prompt | null): void {
    this.tell('prompt', { prompt });
  }

  serving(serving: Serving | null): void {
    this.tell('serving', { serving });
  }

  edition(fact: EditionFact): void {
    this.tell('edition', fact);
  }

  keypad(fact: KeypadFact): void {
    this.tell('keypad', keypadOf(fact));
  }

  /** False when no page listens: a press is for now and never kept for later. */
  key(key: KeypadKey): boolean {
    this.tell('key', key);
    return this.open.size > 0;
  }

  stop(): void {
    for (const raw of [...this.open.keys()]) {
      this.forget(raw);
      raw.end();
    }
  }

  private tell(event: string, data: object): void {
    for (const raw of this.open.keys()) write(raw, event, data);
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

function keypadOf({ state, unknownKeys }: KeypadFact) {
  return { state, unknownKeys };
}

function write(raw: ServerResponse, event: string, data: object): void {
  raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}
