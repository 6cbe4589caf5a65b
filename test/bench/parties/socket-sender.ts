import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { generate, type Packet, parser } from 'mqtt-packet';
import { downTopic } from '../../../protocol/index.ts';
import { Flight, Receipts } from './flight.ts';
import type { LoadOrder } from './order.ts';
import type { Sender } from './sender.ts';

/** Message ids go round below this; more than that many are never in flight. */
const MESSAGE_IDS = 60_000;

/** A terminal on a bare socket, its packets made before the clock starts. */
export class SocketSender implements Sender {
  readonly flight: Flight;
  readonly #order: LoadOrder;
  readonly #terminal: LoadOrder['terminals'][number];
  readonly #packets: Buffer[];
  readonly #receipts: Receipts;
  /** Which message has each message id now. */
  readonly #flying: (number | undefined)[] = [];
  #socket: Socket | null = null;
  #answered: (packet: Packet) => void = () => {};

  constructor(order: LoadOrder, terminal: LoadOrder['terminals'][number]) {
    this.#order = order;
    this.#terminal = terminal;
    this.#receipts = new Receipts(terminal);
    this.#packets = terminal.payloads.map((payload, index) =>
      generate({
        cmd: 'publish',
        qos: 1,
        dup: false,
        retain: false,
        topic: terminal.topic,
        payload,
        messageId: messageId(index),
      }),
    );
    this.flight = new Flight(this.#packets.length, order.inFlight, (index) => this.#send(index));
  }

  async open(): Promise<void> {
    const { terminalId, secret } = this.#terminal;
    const socket = createConnection({ host: '127.0.0.1', port: this.#order.port, noDelay: true });
    this.#socket = socket;
    await once(socket, 'connect');
    const frames = parser();
    frames.on('packet', (packet: Packet) => this.#take(packet));
    socket.on('data', (chunk: Buffer) => {
      socket.cork();
      frames.parse(chunk);
      socket.uncork();
    });
    socket.on('close', () => this.flight.fail(new Error(`${terminalId}: connection lost`)));
    socket.on('error', () => {});
    const connack = await this.#exchange({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clean: true,
      keepalive: 300,
      clientId: terminalId,
      ...(secret === null ? {} : { username: terminalId, password: Buffer.from(secret) }),
    });
    if (connack.cmd !== 'connack' || connack.returnCode !== 0) {
      throw new Error(`${terminalId}: the broker refused the connection`);
    }
    if (this.#order.until !== 'receipt') return;
    const subscriptions = [{ topic: downTopic(terminalId, 'receipt'), qos: 0 as const }];
    await this.#exchange({ cmd: 'subscribe', messageId: MESSAGE_IDS + 1, subscriptions });
  }

  close(): void {
    this.#socket?.destroy();
  }

  #exchange(packet: Packet): Promise<Packet> {
    return new Promise((resolve) => {
      this.#answered = resolve;
      this.#socket?.write(generate(packet));
    });
  }

  #send(index: number): void {
    this.#flying[messageId(index)] = index;
    this.#socket?.write(this.#packets[index] ?? '');
  }

  #take(packet: Packet): void {
    if (packet.cmd === 'publish') {
      this.#receipts.take(packet.payload.toString(), this.flight);
    } else if (packet.cmd !== 'puback') {
      this.#answered(packet);
    } else if (this.#order.until === 'puback') {
      this.flight.landed(this.#flying[packet.messageId ?? 0]);
    }
  }
}

function messageId(index: number): number {
  return (index % MESSAGE_IDS) + 1;
}
