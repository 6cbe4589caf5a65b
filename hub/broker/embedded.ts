import type { EventEmitter } from 'node:events';
import type { Client, PublishPacket, Subscription } from 'aedes';
import { generate } from 'mqtt-packet';
import { type Clock, type DownKind, downTopic, encode } from '../../protocol/index.ts';
import { HubError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { HubMetrics } from '../metrics.ts';
import { Doorkeeper } from './doorkeeper.ts';
import { Gate } from './gate.ts';
import { GuardError, type GuardedConnection, type Wire } from './guard.ts';
import { PacedLog } from './paced-log.ts';
import type { Pipe, PipeListener } from './pipe.ts';
import { QuietBroker } from './quiet-broker.ts';
import { TcpDoor } from './tcp-door.ts';

/** Bytes that may wait for one terminal that does not read; above it nothing more is sent. */
const UNREAD_BYTES = 256 * 1024;

export interface EmbeddedOptions {
  host: string;
  port: number | null;
  maxConnections: number;
  maxConnectionsPerAddress: number;
  messagesPerSecond: number;
  connectTimeoutMs: number;
}

export interface EmbeddedParts {
  options: EmbeddedOptions;
  clock: Clock;
  log: Log;
  metrics: HubMetrics;
  listener: PipeListener;
  /** Commands accepted and not yet durable. */
  queued: () => number;
}

/** The pipe with a broker of our own: aedes over TCP and over any other wire handed to `accept`. */
export class EmbeddedPipe implements Pipe {
  private readonly parts: EmbeddedParts;
  private readonly paced: PacedLog;
  private readonly gate: Gate;
  private readonly doorkeeper: Doorkeeper;
  private readonly tcp = new TcpDoor((wire) => this.accept(wire));
  private readonly clients = new Map<string, Client>();
  private broker: QuietBroker | undefined;

  constructor(parts: EmbeddedParts) {
    this.parts = parts;
    this.paced = new PacedLog(parts.log, parts.clock);
    this.doorkeeper = new Doorkeeper({ ...parts, paced: this.paced });
    this.gate = new Gate(parts.listener, {
      onAccepted: (terminalId) => this.noteTakeover(terminalId),
      onRefused: ({ address }, reason) => {
        parts.metrics.authFailures.inc({ party: 'terminal', reason });
        if (reason === 'foreignWill') parts.metrics.accessDenied.inc({ action: 'will' });
        this.paced.warn(`${address} ${reason}`, { address, reason }, 'login refused');
      },
    });
  }

  get connectedCount(): number {
    return this.clients.size;
  }

  /** The port of MQTT over TCP once started, `null` when it is off. */
  get tcpPort(): number | null {
    return this.tcp.port;
  }

  async start(): Promise<void> {
    const { connectTimeoutMs, host, port } = this.parts.options;
    this.broker = new QuietBroker({
      connectTimeout: connectTimeoutMs,
      maxClientsIdLength: 48,
      maxTopicLevels: 10,
      preConnect: (client, packet, done) => {
        this.gate.prepare(client, packet);
        done(null, true);
      },
      authenticate: (client, username, password, done) =>
        this.gate.login(client, username, password, done),
      authorizePublish: (client, packet, done) => this.receive(client, packet, done),
      authorizeSubscribe: (client, subscription, done) =>
        done(null, this.maySubscribe(client, subscription) ? subscription : null),
      // Nothing reaches a terminal but what is on its own down topics, whoever sent it.
      authorizeForward: (client, packet) =>
        (client.conn as GuardedConnection).access?.subscribes(packet.topic) ? packet : null,
    });
    this.listen(this.broker);
    await this.broker.listen();
    if (port !== null) await this.tcp.open(host, port);
  }

  /** Takes one more connection, whatever carries it. */
  accept(wire: Wire): void {
    const connection = this.doorkeeper.admit(wire);
    if (!this.broker) wire.destroy();
    if (!this.broker || !connection) return;
    const client = this.broker.handle(connection) as Client & { _parser: EventEmitter };
    client._parser.on('error', () => {
      this.parts.metrics.refusals.inc({ message: 'packet', reason: 'malformed' });
    });
    connection.open();
  }

  send(terminalId: string, kind: DownKind, message: unknown): boolean {
    const client = this.clients.get(terminalId);
    const topic = downTopic(terminalId, kind);
    const obstacle = obstacleTo(client, topic);
    if (client === undefined || obstacle) {
      this.parts.metrics.undelivered.inc({ message: kind, reason: obstacle ?? 'away' });
      return false;
    }
    const payload = Buffer.from(encode(message).buffer);
    // By the broker's own delivery it would wait for the next turn; so a receipt and the PUBACK of
    // its rating leave together. The topic is one that this terminal alone may subscribe.
    const packet = { cmd: 'publish', topic, payload, qos: 0, retain: false, dup: false } as const;
    client.conn.write(generate(packet));
    return true;
  }

  isConnected(terminalId: string): boolean {
    return this.clients.has(terminalId);
  }

  disconnect(terminalId: string, why: string): void {
    const client = this.clients.get(terminalId);
    if (!client) return;
    this.parts.metrics.cutConnections.inc({ reason: why });
    this.parts.log.info({ terminalId, why }, 'terminal disconnected by the hub');
    client.close();
  }

  pause(): void {
    this.tcp.close();
    this.doorkeeper.close();
  }

  async stop(): Promise<void> {
    this.pause();
    const broker = this.broker;
    this.broker = undefined;
    if (broker) await new Promise<void>((resolve) => broker.close(resolve));
    this.doorkeeper.endAll();
  }

  /** MQTT-3.1.4-2: the older connection is ended. Two devices with one secret would take turns. */
  private noteTakeover(terminalId: string): void {
    if (!this.clients.has(terminalId)) return;
    this.parts.metrics.takeovers.inc();
    this.paced.warn(terminalId, { terminalId }, 'connected again, the older connection ends');
  }

  private receive(client: Client | null, packet: PublishPacket, done: (error?: Error) => void) {
    const access = (client?.conn as GuardedConnection | undefined)?.access;
    const kind = access?.publishes(packet);
    if (access === undefined || kind === undefined) {
      return done(this.denied(client, 'publish', packet.topic));
    }
    const payload = packet.payload as Buffer;
    if (kind === 'rating') {
      this.parts.listener.onRating(access.terminalId, payload).then(
        () => done(),
        (error: unknown) => done(new HubError('storeFailed', 'the rating was not kept', error)),
      );
      return;
    }
    this.parts.listener.onMessage(access.terminalId, kind, payload);
    done();
  }

  private maySubscribe(client: Client, subscription: Subscription): boolean {
    const { access } = client.conn as GuardedConnection;
    if (access?.subscribes(subscription.topic)) return true;
    this.denied(client, 'subscribe', subscription.topic);
    return false;
  }

  private denied(client: Client | null, action: string, topic: string): HubError {
    const terminalId = client?.id;
    this.parts.metrics.accessDenied.inc({ action });
    this.paced.warn(terminalId ?? '', { terminalId, action, topic: topic.slice(0, 100) }, 'denied');
    return new HubError('accessDenied', `not a topic of this terminal: ${action}`);
  }

  private listen(broker: QuietBroker): void {
    const { log, listener } = this.parts;
    broker.on('client', (client) => {
      this.clients.set(client.id, client);
      listener.onConnected(client.id);
    });
    broker.on('clientDisconnect', (client) => {
      if (this.clients.get(client.id) !== client) return;
      this.clients.delete(client.id);
      listener.onDisconnected(client.id);
    });
    broker.on('clientError', (client, error) => this.failed(client, error));
    broker.on('connectionError', (client, error) => this.failed(client, error));
    // The emitter's own channel for faults of the broker itself; its types leave it out.
    (broker as EventEmitter).on('error', (error: unknown) =>
      log.error({ error: String(error) }, 'broker error'),
    );
  }

  /** Network trouble is everyday; a terminal that breaks the protocol is worth a warning. */
  private failed(client: Client, error: Error & { code?: string; returnCode?: number }): void {
    const known = error instanceof GuardError || error instanceof HubError;
    if (known || error.returnCode !== undefined) return;
    const { address } = client.conn as GuardedConnection;
    const facts = { address, terminalId: client.id ?? undefined, why: error.message };
    if (error.code !== undefined || client.closed) {
      this.parts.log.debug(facts, 'connection lost');
      return;
    }
    this.parts.metrics.cutConnections.inc({ reason: 'protocol' });
    this.paced.warn(address, facts, 'connection cut');
  }
}

function obstacleTo(client: Client | undefined, topic: string): string | undefined {
  if (!client?.conn.writable) return 'away';
  const { subscriptions } = client as unknown as { subscriptions: Record<string, unknown> };
  if (subscriptions[topic] === undefined) return 'notSubscribed';
  return client.conn.writableLength > UNREAD_BYTES ? 'notReading' : undefined;
}
