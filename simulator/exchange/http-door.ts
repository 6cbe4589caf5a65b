import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestOptions,
  request as requestHttp,
  type ServerResponse,
} from 'node:http';
import { request as requestHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { type Packet, PacketSplitter } from '../line/packets.ts';

export interface HttpDoorOptions {
  hubUrl: string;
  /** Told to new terminals in place of the hub's own. */
  mqttPort: () => number | null;
  onPacket: (packet: Packet, direction: 'up' | 'down', connection: number) => void;
}

/** A hub's HTTP and WebSocket, handed on to the real one. */
export class HttpDoor {
  private readonly options: HttpDoorOptions;
  private readonly server = createServer((request, response) => this.serve(request, response));
  private readonly sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'mqtt' });
  private readonly open = new Set<WebSocket>();
  private connections = 0;

  constructor(options: HttpDoorOptions) {
    this.options = options;
    this.server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
  }

  async start(port: number): Promise<string> {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.open) socket.terminate();
    this.server.close();
    this.server.closeAllConnections();
    if (this.server.listening) await once(this.server, 'close');
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', this.options.hubUrl);
    const { host: _, 'accept-encoding': __, ...headers } = request.headers;
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const options: RequestOptions = { method: request.method ?? 'GET', headers };
    const onward = send(url, options, (answer) => {
      if (isEnrolment(url.pathname)) void this.tellPort(answer, response);
      else answer.pipe(response.writeHead(answer.statusCode ?? 502, answer.headers));
    });
    onward.on('error', () => {
      if (!response.headersSent) response.writeHead(502);
      response.end();
    });
    request.pipe(onward);
  }

  private async tellPort(answer: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of answer) parts.push(part);
    const text = Buffer.concat(parts).toString('utf8');
    const { 'content-length': _, ...headers } = answer.headers;
    response.writeHead(answer.statusCode ?? 502, headers);
    response.end(withPort(text, this.options.mqttPort()));
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', this.options.hubUrl.replace(/^http/, 'ws'));
    const { origin } = request.headers;
    const hub = new WebSocket(url, 'mqtt', origin === undefined ? {} : { origin });
    hub.once('error', () => socket.destroy());
    hub.once('open', () =>
      this.sockets.handleUpgrade(request, socket, head, (terminal) => {
        const connection = ++this.connections;
        this.carry({ from: terminal, to: hub, direction: 'up', connection });
        this.carry({ from: hub, to: terminal, direction: 'down', connection });
      }),
    );
  }

  private carry(way: {
    from: WebSocket;
    to: WebSocket;
    direction: 'up' | 'down';
    connection: number;
  }): void {
    const { from, to, direction, connection } = way;
    const splitter = new PacketSplitter();
    this.open.add(from);
    from.on('message', (data: Buffer) => {
      to.send(data);
      try {
        const packets = splitter.push(data);
        for (const packet of packets) this.options.onPacket(packet, direction, connection);
      } catch {
        // No MQTT: the hub is the one to say so.
      }
    });
    from.on('error', () => from.terminate());
    from.on('close', () => {
      this.open.delete(from);
      to.close();
    });
  }
}

function isEnrolment(path: string): boolean {
  return /^\/api\/enrolments\/[^/]+\/collection$/.test(path);
}

function withPort(text: string, mqttPort: number | null): string {
  try {
    const state = JSON.parse(text) as { mqtt?: { tcpPort: number | null } };
    if (state.mqtt === undefined) return text;
    return JSON.stringify({ ...state, mqtt: { ...state.mqtt, tcpPort: mqttPort } });
  } catch {
    return text;
  }
}
