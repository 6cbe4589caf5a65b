import { LIMITS, upTopic } from '../../protocol/index.ts';
import type { LoadOrder } from './parties/order.ts';
import { end, load, start, startMosquitto } from './processes.ts';

/** What the hub is compared with: brokers that only acknowledge. Same terminals, sizes, windows. */
export interface Reference {
  /** One run, messages per second; with the same generator as the hub's. */
  run(client: LoadOrder['client']): Promise<number>;
  stop(): Promise<void>;
}

/** Bytes of a typical signed rating on the wire. */
const PAYLOAD_BYTES = 860;

export async function bareAedes(shape: Shape): Promise<Reference> {
  const { child, ready } = await start<{ port: number }>('bare-aedes.ts');
  return {
    run: (client) => rate(ready.port, client, shape),
    stop: () => end(child),
  };
}

export async function mosquitto(shape: Shape): Promise<Reference | null> {
  const server = await startMosquitto();
  if (server === null) return null;
  return { run: (client) => rate(server.port, client, shape), stop: () => server.stop() };
}

export interface Shape {
  terminals: number;
  inFlight: number;
  messages: number;
}

async function rate(port: number, client: LoadOrder['client'], shape: Shape): Promise<number> {
  const result = await load({
    port,
    client,
    until: 'puback',
    inFlight: shape.inFlight,
    terminals: plain(shape),
  });
  return (result.messages / result.elapsedMs) * 1_000;
}

function plain({ terminals, messages }: Shape): LoadOrder['terminals'] {
  const payload = `{"version":1,"eventId":"${'0'.repeat(36)}","padding":"`.padEnd(
    Math.min(PAYLOAD_BYTES, LIMITS.payloadBytes) - 2,
    'x',
  );
  return Array.from({ length: terminals }, (_, index) => ({
    terminalId: `bench-${index}`,
    secret: null,
    topic: upTopic(`bench-${index}`, 'rating'),
    payloads: Array<string>(Math.ceil(messages / terminals)).fill(`${payload}"}`),
  }));
}
