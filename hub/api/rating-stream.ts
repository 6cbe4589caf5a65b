import type { FastifyReply } from 'fastify';
import type { ApiParts } from './parts.ts';

const KEEP_ALIVE_MS = 15_000;
/** A watcher that does not read is let go; it comes back and reads what it missed. */
const UNREAD_BYTES = 1024 * 1024;

/** Writes ratings to one watcher until either side ends. */
export function streamRatings(reply: FastifyReply, parts: ApiParts): void {
  reply.hijack();
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) raw.setHeader(name, value);
  }
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  raw.write(': ratings as they come\n\n');
  let cancel = parts.clock.after(KEEP_ALIVE_MS, keepAlive);
  const unsubscribe = parts.liveFeed.subscribe({
    onRating(live) {
      raw.write(`event: rating\nid: ${live.position}\ndata: ${JSON.stringify(live)}\n\n`);
      if (raw.writableLength > UNREAD_BYTES) raw.destroy();
    },
    onClose: () => raw.end(),
  });
  raw.once('close', () => {
    cancel();
    unsubscribe();
  });
  raw.on('error', () => raw.destroy());

  function keepAlive(): void {
    raw.write(': still here\n\n');
    cancel = parts.clock.after(KEEP_ALIVE_MS, keepAlive);
  }
}
