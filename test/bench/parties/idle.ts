import { once } from 'node:events';
import { createConnection } from 'node:net';
import { generate } from 'mqtt-packet';
import { subscriptionsOf } from '../../../protocol/index.ts';

/** Many terminals that connect, subscribe and then only stand there. */
process.send?.({ ready: true });
process.on('message', ({ port, terminals }: IdleOrder) => {
  connectAll(port, terminals).then(
    () => process.send?.({ connected: terminals.length }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});

export interface IdleOrder {
  port: number;
  terminals: readonly { terminalId: string; secret: string }[];
}

async function connectAll(port: number, terminals: IdleOrder['terminals']): Promise<void> {
  for (let index = 0; index < terminals.length; index += 100) {
    await Promise.all(terminals.slice(index, index + 100).map((one) => connect(port, one)));
  }
}

async function connect(
  port: number,
  { terminalId, secret }: IdleOrder['terminals'][number],
): Promise<void> {
  const socket = createConnection({ host: '127.0.0.1', port, noDelay: true });
  socket.write(
    generate({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clean: true,
      keepalive: 600,
      clientId: terminalId,
      username: terminalId,
      password: Buffer.from(secret),
    }),
  );
  const [connack] = (await once(socket, 'data')) as [Buffer];
  if (connack[3] !== 0) throw new Error(`${terminalId}: CONNACK ${connack[3]}`);
  socket.write(
    generate({
      cmd: 'subscribe',
      messageId: 1,
      subscriptions: subscriptionsOf(terminalId).map((topic) => ({ topic, qos: 0 as const })),
    }),
  );
  await once(socket, 'data');
}
