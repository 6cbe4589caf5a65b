import { ClientSender } from './client-sender.ts';
import type { LoadOrder, LoadResult } from './order.ts';
import type { Sender } from './sender.ts';
import { SocketSender } from './socket-sender.ts';

/** The load generator: a process of its own, the same for every broker it drives. */
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
