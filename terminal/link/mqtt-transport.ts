import type { IClientOptions, MqttClient } from 'mqtt';
import { systemClock } from './clock.ts';
import { LinkError } from './errors.ts';
import type { Connection, Transport } from './ports.ts';

type OpenOptions = Parameters<Transport['open']>[0];
type Connect = (url: string, options: IClientOptions) => MqttClient;

/** CONNACK of MQTT 3.1.1: bad user name or password; not authorised (MQTT-3.2.2.3). */
const REFUSED_CREDENTIALS = new Set([4, 5]);
const REFUSED_SUBSCRIPTION = 128;
const CONNECT_TIMEOUT_MS = 10_000;
const CLOSE_TIMEOUT_MS = 1_000;

/**
 * MQTT 3.1.1 by mqtt.js over TCP (`mqtt://host:port`, Node only) or WebSocket (`ws://host/mqtt`).
 * The library (105 KB gzip) is loaded with the first connection, not with the page. It neither
 * reconnects nor queues nor stores: the link does all three.
 */
export function createMqttTransport(url: string): Transport {
  return {
    async open(options) {
      const connect = await load();
      return openWith(connect(url, clientOptions(options)), options);
    },
  };
}

/** Where a hub at this address takes MQTT over WebSocket. */
export function webSocketUrl(hubUrl: string, wsPath: string): string {
  const url = new URL(wsPath, hubUrl);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

async function load(): Promise<Connect> {
  const library = await import('mqtt');
  return library.connect ?? library.default.connect;
}

function clientOptions(options: OpenOptions): IClientOptions {
  const { terminalId, secret, will } = options;
  return {
    protocolVersion: 4,
    clientId: terminalId,
    username: terminalId,
    password: secret,
    will: { topic: will.topic, payload: text(will.payload) as never, qos: 1, retain: false },
    clean: true,
    keepalive: 30,
    reconnectPeriod: 0,
    connectTimeout: CONNECT_TIMEOUT_MS,
    queueQoSZero: false,
    resubscribe: false,
    // The default starts a worker from a blob, which a strict Content-Security-Policy forbids.
    timerVariant: 'native',
  };
}

function openWith(client: MqttClient, options: OpenOptions): Promise<Connection> {
  // Nagle and delayed ACK together cost 44–88 ms a message.
  (client.stream as { setNoDelay?: (noDelay: boolean) => void }).setNoDelay?.(true);
  return new Promise((resolve, reject) => {
    let phase: 'opening' | 'open' | 'ended' = 'opening';
    const end = (error: LinkError) => {
      const before = phase;
      phase = 'ended';
      if (before === 'ended') return;
      client.end(true);
      if (before === 'opening') reject(error);
      else options.onLost(error.message);
    };
    client.on('message', (topic, payload) => options.onMessage(topic, payload));
    client.on('error', (error) => end(errorOf(error)));
    client.on('close', () => end(new LinkError('connectionLost', 'the connection was closed')));
    client.once('connect', () => {
      subscribe(client, options.subscriptions).then(() => {
        if (phase !== 'opening') return;
        phase = 'open';
        resolve(
          connectionOf(client, () => {
            phase = 'ended';
          }),
        );
      }, end);
    });
  });
}

async function subscribe(client: MqttClient, filters: string[]): Promise<void> {
  const granted = await client.subscribeAsync(filters, { qos: 0 }).catch((error: unknown) => {
    throw new LinkError('subscriptionRefused', 'the broker did not answer', error);
  });
  const refused = granted.filter(({ qos }) => (qos as number) === REFUSED_SUBSCRIPTION);
  if (refused.length === 0 && granted.length === filters.length) return;
  const names = refused.map(({ topic }) => topic).join(', ');
  throw new LinkError('subscriptionRefused', `subscription refused: ${names}`);
}

function connectionOf(client: MqttClient, onClose: () => void): Connection {
  return {
    async publish(topic, payload) {
      await client.publishAsync(topic, text(payload), { qos: 1 });
    },
    async close() {
      onClose();
      const closed = new Promise<void>((resolve) => client.once('close', resolve));
      // A dead hub never acknowledges what is under way, and the library would wait for that.
      const cancel = systemClock.after(CLOSE_TIMEOUT_MS, () => client.stream.destroy());
      await Promise.race([closed, client.endAsync().catch(() => {})]);
      cancel();
    },
  };
}

function errorOf(error: Error & { code?: unknown }): LinkError {
  const refused = typeof error.code === 'number' && REFUSED_CREDENTIALS.has(error.code);
  return new LinkError(refused ? 'refusedCredentials' : 'unreachable', error.message, error);
}

/** Every payload of ours is JSON; as text it needs no Buffer in a browser. */
function text(payload: Uint8Array): string {
  return new TextDecoder().decode(payload);
}
