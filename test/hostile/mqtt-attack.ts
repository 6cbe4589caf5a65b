import { createConnection, type Socket } from 'node:net';
import { generate } from 'mqtt-packet';
import { subscriptionsOf, upTopic } from '../../protocol/index.ts';
import { between, pick, type Random } from '../../simulator/index.ts';
import { spoiledBytes, spoiledJson } from './spoil.ts';

export interface MqttAttackOptions {
  port: number;
  terminalId: string;
  secret: string;
  /** Envelopes as a genuine terminal sends them, with the kind of each. */
  genuine: [Message, ...Message[]];
}

export interface Message {
  kind: Parameters<typeof upTopic>[1];
  envelope: unknown;
}

const PER_CONNECTION = 40;
const PATIENCE_MS = 5_000;

/** Spoiled MQTT, from somebody with no right at all or from an enrolled terminal gone mad. */
export class MqttAttack {
  private readonly options: MqttAttackOptions;

  constructor(options: MqttAttackOptions) {
    this.options = options;
  }

  /** Sends about so many cases over one connection after another; returns how many it were. */
  async run(random: Random, cases: number): Promise<number> {
    let sent = 0;
    while (sent < cases) {
      const socket = createConnection({ port: this.options.port, host: '127.0.0.1' });
      socket.on('error', () => {});
      socket.resume();
      await first(socket, ['connect', 'close']);
      sent += random() < 0.15 ? this.uninvited(random, socket) : await this.mad(random, socket);
      socket.end();
      await closed(socket);
    }
    return sent;
  }

  /** One broken CONNECT, and no more: it is not let in. */
  private uninvited(random: Random, socket: Socket): number {
    socket.write(spoiledBytes(random, this.connect()));
    return 1;
  }

  private async mad(random: Random, socket: Socket): Promise<number> {
    const { terminalId } = this.options;
    socket.write(this.connect());
    const subscriptions = subscriptionsOf(terminalId).map((topic) => ({ topic, qos: 0 as const }));
    socket.write(generate({ cmd: 'subscribe', messageId: 1, subscriptions }));
    let sent = 0;
    while (sent < PER_CONNECTION && !socket.destroyed) {
      const packet = this.publish(random, sent + 2);
      sent++;
      // A packet that is none ends the connection; what is only said wrongly must not.
      if (random() < 0.05) {
        socket.write(spoiledBytes(random, packet));
        break;
      }
      if (!socket.write(packet)) await first(socket, ['drain', 'close']);
    }
    return sent;
  }

  private publish(random: Random, messageId: number): Uint8Array {
    const { genuine, terminalId } = this.options;
    const { kind, envelope } = pick(random, genuine);
    const spoiled = JSON.stringify(spoiledJson(random, envelope)) ?? '';
    const isText = random() < 0.7;
    const payload = isText ? spoiled : spoiledBytes(random, Buffer.from(spoiled));
    const topic = random() < 0.97 ? upTopic(terminalId, kind) : pick(random, FOREIGN);
    const qos = between(random, 0, 1) as 0 | 1;
    return generate({
      ...{ cmd: 'publish', topic, qos, messageId, dup: random() < 0.1, retain: random() < 0.05 },
      payload: Buffer.from(payload),
    });
  }

  private connect(): Uint8Array {
    const { terminalId, secret } = this.options;
    return generate({
      ...{ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 30 },
      ...{ clientId: terminalId, username: terminalId, password: Buffer.from(secret) },
    });
  }
}

/** Topics that no terminal may use. */
const FOREIGN: [string, ...string[]] = [
  'hcp/1/up/faults-w01/rating',
  'hcp/1/down/faults-w01/receipt',
  'hcp/2/up/x/rating',
  '$SYS/broker/uptime',
  'hcp',
  '/',
];

/** An error is no news: a close follows it. */
function first(socket: Socket, events: string[]): Promise<void> {
  return new Promise((resolve) => {
    for (const event of events) socket.once(event, () => resolve());
  });
}

async function closed(socket: Socket): Promise<void> {
  if (socket.closed) return;
  const timer = setTimeout(() => socket.destroy(), PATIENCE_MS);
  await first(socket, ['close']);
  clearTimeout(timer);
}
