import { ClientSender } from './client-sender.ts';
import type { Flight } from './flight.ts';
import { SocketSender } from './socket-sender.ts';

/** The load generator: a process of its own, the same for every broker it drives. */
export interface LoadOrder {
  port: number;
  /**
   * mqtt.js: what real terminals run. bare sockets: packets made beforehand and hardly any work
   * to send them, which leaves nearly the whole machine to the broker.
   */
  client: 'mqtt.js' | 'bare sockets';
  /** What ends a message's flight: the broker's PUBACK, or the hub's receipt after the commit. */
  until: 'puback' | 'receipt';
  inFlight: number;
  terminals: { terminalId: string; secret: string | null; topic: string; payloads: string[] }[];
}

export interface LoadResult {
  messages: number;
  refused: number;
  elapsedMs: number;
  /** Publish to end of flight, milliseconds, one a message. */
  latencies: Float64Array;
}

/** One terminal of the load. */
export interface Sender {
  readonly flight: Flight;
  /** Connects, logs in and subscribes. */
  open(): Promise<void>;
  close(): void;
}

process.on('message', (order: LoadOrder) => {
  drive(order).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});

async function drive(order: LoadOrder): Promise<LoadResult> {
  const Chosen = order.client === 'mqtt.js' ? ClientSender : SocketSender;
  const senders: Sender[] = order.terminals.map((terminal) => new Chosen(order, terminal));
  await Promise.all(senders.map((sender) => sender.open()));
  const started = performance.now();
  await Promise.all(senders.map((sender) => sender.flight.run()));
  const elapsedMs = performance.now() - started;
  for (const sender of senders) sender.close();
  return {
    messages: senders.reduce((sum, { flight }) => sum + flight.latencies.length, 0),
    refused: senders.reduce((sum, { flight }) => sum + flight.refused, 0),
    elapsedMs,
    latencies: Float64Array.from(senders.flatMap(({ flight }) => flight.latencies)),
  };
}
