import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { type Clock, LIMITS } from '../../protocol/index.ts';
import type { Log } from '../log.ts';
import type { HubMetrics } from '../metrics.ts';
import type { Wire } from './guard.ts';
import { webSocketWire } from './wires.ts';

export const WS_PATH = '/mqtt';

/** A frame may hold several packets (MQTT-6.0.0-3), but nothing needs more than a few at once. */
const FRAME_BYTES = 4 * LIMITS.packetBytes;

export interface WebSocketDoorParts {
  clock: Clock;
  log: Log;
  metrics: HubMetrics;
  accept: (wire: Wire) => void;
  allowsOrigin: (origin: string, host: string | undefined) => boolean;
}

/** MQTT over WebSocket at `/mqtt` of the HTTP server. Anything else that wants to upgrade ends. */
export class WebSocketDoor {
  private readonly parts: WebSocketDoorParts;
  private readonly sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: FRAME_BYTES,
    perMessageDeflate: false,
    handleProtocols: () => 'mqtt',
  });

  constructor(parts: WebSocketDoorParts) {
    this.parts = parts;
  }

  attach(server: Server): void {
    server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const refusal = this.refusalOf(request);
    if (refusal) {
      this.parts.metrics.cutConnections.inc({ reason: refusal.reason });
      this.parts.log.debug({ reason: refusal.reason }, 'WebSocket refused');
      socket.end(`HTTP/1.1 ${refusal.status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const address = request.socket.remoteAddress ?? 'unknown';
    request.socket.setNoDelay(true);
    this.sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', (error: Error & { code?: string }) => {
        if (error.code !== 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') return;
        this.parts.metrics.refusals.inc({ message: 'packet', reason: 'oversized' });
        this.parts.metrics.cutConnections.inc({ reason: 'oversized' });
        this.parts.log.warn({ address }, 'WebSocket frame refused, connection cut');
      });
      const { clock } = this.parts;
      this.parts.accept(webSocketWire(webSocket, address, (ms, run) => clock.after(ms, run)));
    });
  }

  private refusalOf(request: IncomingMessage): { status: string; reason: string } | undefined {
    const { origin, host, 'sec-websocket-protocol': offered } = request.headers;
    const path = (request.url ?? '').split('?')[0];
    if (path !== WS_PATH) return { status: '404 Not Found', reason: 'wrongPath' };
    if (origin !== undefined && !this.parts.allowsOrigin(origin, host)) {
      return { status: '403 Forbidden', reason: 'foreignOrigin' };
    }
    const protocols = (offered ?? '').split(',').map((name) => name.trim());
    // MQTT-6.0.0-3: the subprotocol has this name and no other.
    if (!protocols.includes('mqtt')) return { status: '400 Bad Request', reason: 'notMqtt' };
    return undefined;
  }
}
