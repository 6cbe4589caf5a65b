import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import {
  type DownKind,
  parseTopic,
  type Receipt,
  type ReceiptEntry,
  subscriptionsOf,
  type UpKind,
  upTopic,
} from '../protocol/index.ts';
import type { Device } from './device.ts';
import { until } from './until.ts';

// biome-ignore lint/suspicious/noExplicitAny: stories look into messages freely
type Message = any;

/** A terminal's bare connection to the broker, as mqtt.js makes it, for stories about the wire. */
export class Wire {
  readonly device: Device;
  readonly client: MqttClient;
  readonly heard: { kind: DownKind; message: Message }[] = [];
  ended = false;

  private constructor(device: Device, client: MqttClient) {
    this.device = device;
    this.client = client;
    client.on('message', (topic, payload) => {
      const parsed = parseTopic(topic);
      if (parsed?.direction !== 'down') throw new Error(`heard on ${topic}`);
      this.heard.push({ kind: parsed.kind, message: JSON.parse(payload.toString('utf8')) });
    });
    client.on('close', () => {
      this.ended = true;
    });
    client.on('error', () => {});
  }

  /** Connects, and subscribes unless told not to. Rejects with the broker's return code. */
  static async open(
    url: string,
    device: Device,
    options: IClientOptions & { quiet?: boolean } = {},
  ): Promise<Wire> {
    const { quiet, ...given } = options;
    const client = await connectAsync(
      url,
      {
        clientId: device.terminalId,
        username: device.terminalId,
        password: device.secret,
        protocolVersion: 4,
        clean: true,
        reconnectPeriod: 0,
        reconnectOnConnackError: false,
        ...given,
      },
      false,
    );
    const wire = new Wire(device, client);
    if (!quiet) await client.subscribeAsync(subscriptionsOf(device.terminalId), { qos: 0 });
    return wire;
  }

  /** Publishes JSON or raw bytes with QoS 1; resolves on PUBACK. */
  async publish(kind: UpKind, message: object | Uint8Array): Promise<void> {
    const payload =
      message instanceof Uint8Array ? Buffer.from(message) : Buffer.from(JSON.stringify(message));
    await this.client.publishAsync(upTopic(this.device.terminalId, kind), payload, { qos: 1 });
  }

  /** Publishes a rating and waits for what the hub says about it. */
  async rate(message: object | Uint8Array): Promise<ReceiptEntry> {
    const before = this.receipts().length;
    await this.publish('rating', message);
    return until('a receipt', () => this.receipts()[before]);
  }

  /** All receipts heard so far. */
  receipts(): ReceiptEntry[] {
    return this.heard
      .filter(({ kind }) => kind === 'receipt')
      .flatMap(({ message }) => (message as Receipt).receipts);
  }

  /** The next message of a kind that has not been taken yet. */
  async next(kind: DownKind): Promise<Message> {
    const { message } = await until(`a ${kind}`, () => {
      const at = this.heard.findIndex((one) => one.kind === kind);
      return at < 0 ? undefined : this.heard.splice(at, 1)[0];
    });
    return message;
  }

  /** Resolves when the hub has ended the connection. */
  async cut(): Promise<void> {
    await until('the connection to end', () => this.ended);
  }

  async close(): Promise<void> {
    await this.client.endAsync(true);
  }
}
