import type { EventEmitter } from 'node:events';
import { createServer, type Socket, type Server as TcpServer } from 'node:net';
import type { Client, PublishPacket, Subscription } from 'aedes';
import { type Clock, type DownKind, downTopic, encode } from '../../protocol/index.ts';
import { HubError, listenError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { HubMetrics } from '../metrics.ts';
import { Gate } from './gate.ts';
import { GuardError, GuardedConnection, type Wire } from './guard.ts';
import { ConnectionLimits, Pace } from './limits.ts';
import { PacedLog } from './paced-log.ts';
import type { Pipe, PipeListener } from './pipe.ts';
import { QuietBroker } from './quiet-broker.ts';
import { tcpWire } from './wires.ts';

/** Bytes that may wait for one terminal that does not read; above it nothing more is sent. */
const UNREAD_BYTES = 256 * 1024;
/** Commands waiting for the store above which terminals are read more slowly. */
const QUEUE_HIGH = 20_000;
const QUEUE_DELAY_MS = 50;

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
  private readonly limits: ConnectionLimits;
  private readonly connections = new Set<GuardedConnection>();
  private readonly clients = new Map<string, Client>();
  private broker: QuietBroker | undefined;
  private tcp: TcpServer | undefined;
  private paused = false;

  constructor(parts: EmbeddedParts) {
    this.parts = parts;
    this.paced = new PacedLog(parts.log, parts.clock);
    const { maxConnections, maxConnectionsPerAddress } = parts.options;
    this.limits = new ConnectionLimits(maxConnections, maxConnectionsPerAddress);
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
    const address = this.tcp?.address();
    return typeof address === 'object' && address !== null ? address.port : null;
  }

  async start(): Promise<void> {
    const { connectTimeoutMs } = this.parts.options;
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
    if (this.parts.options.port !== null) await this.listenTcp(this.parts.options.port);
  }

  /** Takes one more connection, whatever carries it. */
  accept(wire: Wire): void {
    if (this.paused || !this.broker || !this.limits.enter(wire.address)) {
      this.parts.metrics.cutConnections.inc({ reason: 'tooMany' });
      this.paced.warn(wire.address, { address: wire.address }, 'too many connections');
      wire.destroy();
      return;
    }
    const connection = this.guard(wire);
    this.connections.add(connection);
    connection.once('close', () => {
      this.connections.delete(connection);
      this.limits.leave(wire.address);
    });
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
    client.publish({ cmd: 'publish', topic, payload, qos: 0, retain: false, dup: false }, () => {});
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
    this.paused = true;
    this.tcp?.close();
    for (const connection of this.connections) connection.stopReading();
  }

  async stop(): Promise<void> {
    this.pause();
    const broker = this.broker;
    this.broker = undefined;
    if (broker) await new Promise<void>((resolve) => broker.close(resolve));
    for (const connection of this.connections) connection.destroy();
  }

  private guard(wire: Wire): GuardedConnection {
    const { clock, metrics, options } = this.parts;
    const pace = new Pace(options.messagesPerSecond);
    const connection: GuardedConnection = new GuardedConnection({
      wire,
      after: (delayMs, run) => clock.after(delayMs, run),
      delayMs: (packets) => {
        const delayMs = pace.take(packets, clock.monotonic());
        if (delayMs > 0) metrics.slowed.inc({ reason: 'pace' });
        if (this.parts.queued() < QUEUE_HIGH) return delayMs;
        metrics.slowed.inc({ reason: 'queue' });
        return Math.max(delayMs, QUEUE_DELAY_MS);
      },
      onFault: (fault) => {
        const { address, access } = connection;
        metrics.refusals.inc({ message: 'packet', reason: fault.reason });
        metrics.cutConnections.inc({ reason: fault.reason });
        const facts = { address, terminalId: access?.terminalId, ...fault };
        this.paced.warn(address, facts, 'packet refused, connection cut');
      },
    });
    return connection;
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

  private async listenTcp(port: number): Promise<void> {
    const { host } = this.parts.options;
    const server = createServer({ noDelay: true }, (socket: Socket) =>
      this.accept(tcpWire(socket)),
    );
    this.tcp = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) =>
        reject(listenError(error, { option: '--mqtt-port', address: `${host}:${port}` })),
      );
      server.listen(port, host, resolve);
    });
  }
}

function obstacleTo(client: Client | undefined, topic: string): string | undefined {
  if (!client) return 'away';
  const { subscriptions } = client as unknown as { subscriptions: Record<string, unknown> };
  if (subscriptions[topic] === undefined) return 'notSubscribed';
  return client.conn.writableLength > UNREAD_BYTES ? 'notReading' : undefined;
}
