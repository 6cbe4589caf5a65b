import mqtt, { type MqttClient } from 'mqtt';
import { downTopic } from '../../../protocol/index.ts';
import { Flight, Receipts } from './flight.ts';
import type { LoadOrder } from './order.ts';
import type { Sender } from './sender.ts';

/** A terminal on mqtt.js with the settings of the terminal's own link. */
export class ClientSender implements Sender {
  readonly flight: Flight;
  readonly #order: LoadOrder;
  readonly #terminal: LoadOrder['terminals'][number];
  #client: MqttClient | null = null;

  constructor(order: LoadOrder, terminal: LoadOrder['terminals'][number]) {
    this.#order = order;
    this.#terminal = terminal;
    const { payloads } = terminal;
    this.flight = new Flight(payloads.length, order.inFlight, (index) => this.#send(index));
  }

  async open(): Promise<void> {
    const { terminalId, secret } = this.#terminal;
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${this.#order.port}`, {
      protocolVersion: 4,
      clientId: terminalId,
      ...(secret === null ? {} : { username: terminalId, password: secret }),
      clean: true,
      keepalive: 300,
      reconnectPeriod: 0,
      queueQoSZero: false,
    });
    (client.stream as { setNoDelay?: (noDelay: boolean) => void }).setNoDelay?.(true);
    client.on('close', () => this.flight.fail(new Error(`${terminalId}: connection lost`)));
    this.#client = client;
    if (this.#order.until !== 'receipt') return;
    const receipts = new Receipts(this.#terminal);
    client.on('message', (_, payload) => receipts.take(payload.toString(), this.flight));
    await client.subscribeAsync(downTopic(terminalId, 'receipt'), { qos: 0 });
  }

  close(): void {
    this.#client?.end(true);
  }

  #send(index: number): void {
    const { topic, payloads } = this.#terminal;
    this.#client?.publish(topic, payloads[index] ?? '', { qos: 1 }, (error) => {
      if (error) this.flight.fail(error);
      else if (this.#order.until === 'puback') this.flight.landed(index);
    });
  }
}
