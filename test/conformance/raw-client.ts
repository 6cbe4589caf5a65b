import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import {
  generate,
  type IConnackPacket,
  type IConnectPacket,
  type ISubackPacket,
  type Packet,
  parser,
} from 'mqtt-packet';
import type { Device } from '../device.ts';
import { until } from '../until.ts';

/** A client that does exactly what a case of the protocol says, and nothing by itself. */
export class RawClient {
  readonly heard: Packet[] = [];
  ended = false;
  private readonly socket: Socket;
  private lastId = 0;

  private constructor(socket: Socket) {
    this.socket = socket;
    const frames = parser({ protocolVersion: 4 });
    frames.on('packet', (packet: Packet) => this.heard.push(packet));
    socket.on('data', (bytes) => frames.parse(bytes as Buffer));
    socket.on('error', () => {});
    socket.on('close', () => {
      this.ended = true;
    });
  }

  static async open(port: number): Promise<RawClient> {
    const socket = createConnection({ port, host: '127.0.0.1' });
    await once(socket, 'connect');
    return new RawClient(socket);
  }

  /** Sends CONNECT as this device; resolves with the return code, or `closed` without one. */
  connect(
    device: Pick<Device, 'terminalId' | 'secret'>,
    more: Partial<IConnectPacket> = {},
  ): Promise<IConnackPacket | 'closed'> {
    const { terminalId, secret } = device;
    return this.greet({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clean: true,
      keepalive: 0,
      clientId: terminalId,
      username: terminalId,
      password: Buffer.from(secret),
      ...more,
    });
  }

  /** CONNECT as a packet, or as bytes that no library would write. */
  greet(connect: IConnectPacket | Buffer): Promise<IConnackPacket | 'closed'> {
    if (Buffer.isBuffer(connect)) this.socket.write(connect);
    else this.send(connect);
    return until('CONNACK, or the end', () => this.take('connack') ?? (this.ended && 'closed'));
  }

  /** What was granted for each topic: a QoS, or 128. */
  async subscribe(topics: string[], qos: 0 | 1 | 2): Promise<ISubackPacket['granted']> {
    const subscriptions = topics.map((topic) => ({ topic, qos }));
    this.send({ cmd: 'subscribe', messageId: ++this.lastId, subscriptions } as Packet);
    return (await until('SUBACK', () => this.take('suback'))).granted;
  }

  async unsubscribe(topic: string): Promise<void> {
    this.send({ cmd: 'unsubscribe', messageId: ++this.lastId, unsubscriptions: [topic] } as Packet);
    await until('UNSUBACK', () => this.take('unsuback'));
  }

  publish(topic: string, message: object, qos: 0 | 1 | 2 = 0, more: object = {}): void {
    const payload = JSON.stringify(message);
    const id = qos === 0 ? {} : { messageId: ++this.lastId };
    const flags = { dup: false, retain: false };
    this.send({ cmd: 'publish', topic, payload, qos, ...flags, ...id, ...more } as Packet);
  }

  send(packet: Packet): void {
    this.socket.write(generate(packet, { protocolVersion: 4 }));
  }

  /** The messages heard on topics that end so. */
  // biome-ignore lint/suspicious/noExplicitAny: cases look into messages freely
  messages(kind: string): any[] {
    return this.heard
      .filter((packet) => packet.cmd === 'publish' && packet.topic.endsWith(`/${kind}`))
      .map((packet) => JSON.parse(String('payload' in packet && packet.payload)));
  }

  async untilEnded(): Promise<void> {
    await until('the end of the connection', () => this.ended);
  }

  /** DISCONNECT, as a client takes its leave. */
  leave(): void {
    this.send({ cmd: 'disconnect' });
    this.socket.end();
  }

  /** As when the power is cut. */
  terminate(): void {
    this.socket.destroy();
  }

  /** The first packet of a kind that was not taken yet. */
  take<C extends Packet['cmd']>(cmd: C): Extract<Packet, { cmd: C }> | undefined {
    const at = this.heard.findIndex((packet) => packet.cmd === cmd);
    return at < 0 ? undefined : (this.heard.splice(at, 1)[0] as Extract<Packet, { cmd: C }>);
  }
}
