import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { generate, type Packet, parser } from 'mqtt-packet';
import { downTopic } from '../../../protocol/index.ts';

/**
 * The load generator: a process of its own that speaks MQTT over bare sockets with packets made
 * beforehand, so that what it costs is small and the same for every broker it drives.
 */
export interface LoadOrder {
  port: number;
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

process.on('message', (order: LoadOrder) => {
  drive(order).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});

async function drive(order: LoadOrder): Promise<LoadResult> {
  const senders = await Promise.all(order.terminals.map((terminal) => connect(order, terminal)));
  const started = performance.now();
  await Promise.all(senders.map((sender) => sender.run()));
  const elapsedMs = performance.now() - started;
  for (const sender of senders) sender.socket.destroy();
  return {
    messages: senders.reduce((sum, sender) => sum + sender.latencies.length, 0),
    refused: senders.reduce((sum, sender) => sum + sender.refused, 0),
    elapsedMs,
    latencies: Float64Array.from(senders.flatMap((sender) => sender.latencies)),
  };
}

async function connect(order: LoadOrder, terminal: LoadOrder['terminals'][number]) {
  const socket = createConnection({ host: '127.0.0.1', port: order.port, noDelay: true });
  await once(socket, 'connect');
  const sender = new Sender(socket, order, terminal);
  await sender.open();
  return sender;
}

class Sender {
  readonly socket: Socket;
  readonly latencies: number[] = [];
  refused = 0;
  readonly #order: LoadOrder;
  readonly #terminal: LoadOrder['terminals'][number];
  readonly #packets: Buffer[];
  readonly #sentAt = new Map<string, number>();
  #next = 0;
  #waiting: (packet: Packet) => void = () => {};
  #done: () => void = () => {};
  #failed: (error: Error) => void = () => {};

  constructor(socket: Socket, order: LoadOrder, terminal: LoadOrder['terminals'][number]) {
    this.socket = socket;
    this.#order = order;
    this.#terminal = terminal;
    this.#packets = terminal.payloads.map((payload, index) =>
      generate({
        cmd: 'publish',
        qos: 1,
        dup: false,
        retain: false,
        topic: terminal.topic,
        payload,
        messageId: (index % 65_000) + 1,
      }),
    );
    const frames = parser();
    frames.on('packet', (packet: Packet) => this.#take(packet));
    socket.on('data', (chunk: Buffer) => frames.parse(chunk));
    socket.on('close', () => this.#failed(new Error(`${terminal.terminalId}: connection lost`)));
    socket.on('error', () => {});
  }

  async open(): Promise<void> {
    const { terminalId, secret } = this.#terminal;
    await this.#exchange({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clean: true,
      keepalive: 300,
      clientId: terminalId,
      ...(secret === null ? {} : { username: terminalId, password: Buffer.from(secret) }),
    });
    if (this.#order.until !== 'receipt') return;
    const subscriptions = [{ topic: downTopic(terminalId, 'receipt'), qos: 0 as const }];
    await this.#exchange({ cmd: 'subscribe', messageId: 65_001, subscriptions });
  }

  run(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#done = resolve;
      this.#failed = reject;
      this.socket.cork();
      for (let i = 0; i < this.#order.inFlight; i++) this.#send();
      this.socket.uncork();
      this.#endIfDone();
    });
  }

  #exchange(packet: Packet): Promise<Packet> {
    return new Promise((resolve, reject) => {
      this.#waiting = resolve;
      this.#failed = reject;
      this.socket.write(generate(packet));
    });
  }

  #send(): void {
    const index = this.#next;
    const packet = this.#packets[index];
    if (packet === undefined) return;
    this.#next++;
    const key =
      this.#order.until === 'puback'
        ? String((index % 65_000) + 1)
        : eventIdIn(this.#terminal.payloads[index] ?? '');
    this.#sentAt.set(key, performance.now());
    this.socket.write(packet);
  }

  #take(packet: Packet): void {
    if (packet.cmd === 'connack' || packet.cmd === 'suback') {
      if ('returnCode' in packet && packet.returnCode !== 0) {
        this.#failed(new Error(`CONNACK ${packet.returnCode}`));
      } else this.#waiting(packet);
    } else if (packet.cmd === 'puback' && this.#order.until === 'puback') {
      this.#landed(String(packet.messageId));
    } else if (packet.cmd === 'publish') {
      this.#takeReceipt(packet.payload.toString());
    }
  }

  #takeReceipt(payload: string): void {
    const { receipts } = JSON.parse(payload) as {
      receipts: { outcome: string; eventId: string; detail?: string }[];
    };
    this.socket.cork();
    for (const receipt of receipts) {
      if (receipt.outcome !== 'stored') this.refused++;
      this.#landed(receipt.eventId);
    }
    this.socket.uncork();
  }

  #landed(key: string): void {
    const sentAt = this.#sentAt.get(key);
    if (sentAt === undefined) return;
    this.#sentAt.delete(key);
    this.latencies.push(performance.now() - sentAt);
    this.#send();
    this.#endIfDone();
  }

  #endIfDone(): void {
    if (this.#sentAt.size === 0 && this.#next === this.#packets.length) this.#done();
  }
}

function eventIdIn(payload: string): string {
  const at = payload.indexOf('"eventId":"') + 11;
  return payload.slice(at, at + 36);
}
