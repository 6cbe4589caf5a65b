import { createSocket, type RemoteInfo, type Socket as UdpSocket } from 'node:dgram';
import { createServer, type Server, type Socket } from 'node:net';
import type { Clock } from '../../../protocol/index.ts';
import {
  QUEUE_TAKEN,
  type QueueCall,
  queueResult,
  readQueueCall,
  readSundynDatagram,
  SundynReader,
} from '../../../protocol/serial/index.ts';
import { AgentError } from '../errors.ts';
import type { Log } from '../log.ts';
import { Dialect, keyOfLevel } from './dialect.ts';
import type { StandInDesk } from './stand-in-desk.ts';

export interface StandInServerParts {
  host: string;
  tcpPort: number | 'off';
  udpPort: number | 'off';
  desk: StandInDesk;
  clock: Clock;
  log: Log;
}

/** An old window PC says its command at once and waits; a connection that does neither is let go. */
const IDLE_MS = 10_000;
const OPEN_CURLY = 0x7b;

/** The ports on which old window PCs and queue callers find this terminal. */
export class StandInServer {
  private readonly parts: StandInServerParts;
  private readonly dialect: Dialect;
  private readonly connections = new Set<Socket>();
  private tcp: Server | null = null;
  private udp: UdpSocket | null = null;

  constructor(parts: StandInServerParts) {
    this.parts = parts;
    this.dialect = new Dialect(parts.desk, parts.clock);
  }

  /** Throws `AgentError` when a port cannot be had. */
  async start(): Promise<void> {
    const { host, tcpPort, udpPort } = this.parts;
    try {
      if (tcpPort !== 'off') await this.listen(host, tcpPort);
      if (udpPort !== 'off') await this.bind(host, udpPort);
    } catch (error) {
      const words = `--stand-in-host ${host}: ${(error as Error).message}`;
      throw new AgentError('cannotListen', words, error);
    }
  }

  async stop(): Promise<void> {
    const { tcp, udp } = this;
    this.tcp = null;
    this.udp = null;
    udp?.close();
    for (const socket of this.connections) socket.destroy();
    if (tcp !== null) await new Promise<void>((resolve) => tcp.close(() => resolve()));
  }

  /** Where it listens, for a technician. */
  get ports(): { tcp: number | null; udp: number | null } {
    const tcp = this.tcp?.address();
    const tcpPort = typeof tcp === 'object' && tcp !== null ? tcp.port : null;
    return { tcp: tcpPort, udp: this.udp?.address().port ?? null };
  }

  private listen(host: string, port: number): Promise<void> {
    const server = createServer((socket) => this.serve(socket));
    this.tcp = server;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => resolve());
    });
  }

  private bind(host: string, port: number): Promise<void> {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    this.udp = socket;
    socket.on('message', (bytes, from) => this.datagram(bytes, from));
    return new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(port, host, () => {
        socket.off('error', reject);
        socket.on('error', (error) => this.parts.log.warn({ error: error.message }, 'stand-in'));
        resolve();
      });
    });
  }

  /** By USB: one command a connection; its reply, and we hang up. */
  private serve(socket: Socket): void {
    const reader = new SundynReader();
    this.connections.add(socket);
    const cancel = this.parts.clock.after(IDLE_MS, () => socket.destroy());
    socket.on('error', () => {});
    socket.on('close', () => {
      cancel();
      this.connections.delete(socket);
    });
    socket.on('data', (bytes: Uint8Array) => {
      const frames = reader.take(bytes);
      const replies = frames.flatMap((frame) => this.dialect.take(frame, 'tcp'));
      if (frames.length > 0) socket.end(replies.join(''));
    });
  }

  private datagram(bytes: Uint8Array, from: RemoteInfo): void {
    const say = (text: string) => this.udp?.send(text, from.port, from.address);
    if (bytes[0] === OPEN_CURLY) {
      this.queueCaller(bytes, say);
      return;
    }
    for (const frame of readSundynDatagram(bytes)) {
      for (const reply of this.dialect.take(frame, 'udp', say)) say(reply);
    }
  }

  private queueCaller(bytes: Uint8Array, say: (text: string) => void): void {
    const outcome = readQueueCall(bytes);
    if (!outcome.ok) {
      this.parts.log.warn({ why: outcome.why }, 'a queue caller was not understood');
      return;
    }
    if (this.obey(outcome.call, say)) say(QUEUE_TAKEN);
  }

  private obey(call: QueueCall, say: (text: string) => void): boolean {
    const { desk } = this.parts;
    switch (call.command) {
      case 'login':
        if (call.sno === undefined) return false;
        desk.login(call.sno, call.sno);
        return true;
      case 'unlogin':
        desk.logout();
        return true;
      case 'pause':
        desk.pause();
        return true;
      case 'reset':
        desk.resume();
        return true;
      case 'call':
        desk.calls(call.number ?? null, call.servicename ?? null);
        return true;
      case 'welcome':
        return true;
      case 'apprise':
        return desk.ask((level) => say(queueResult(keyOfLevel(level)))).ok;
    }
  }
}
