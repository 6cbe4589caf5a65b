import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer, type Server, type Socket } from 'node:net';
import {
  readSundynDatagram,
  type SundynFrame,
  SundynReader,
  sundynAnswer,
  sundynOk,
} from '../../protocol/serial/index.ts';

/** An Android evaluator of the sundyn dialect: TCP as through adb, UDP as on the LAN. */
export class AndroidEvaluator {
  /** Commands with their fields, heartbeats and polls left out. */
  readonly said: string[] = [];
  isDeaf = false;
  private card = '';
  private answer: string | null = null;
  private readonly tcp: Server;
  private readonly udp: UdpSocket;

  constructor() {
    this.tcp = createServer((socket) => this.serve(socket));
    this.udp = createSocket('udp4');
    this.udp.on('message', (bytes, from) => {
      for (const reply of this.repliesTo(readSundynDatagram(bytes), 'udp')) {
        this.udp.send(reply, from.port, from.address);
      }
    });
  }

  async start(): Promise<{ tcp: string; udp: string }> {
    await new Promise<void>((resolve) => this.tcp.listen(0, '127.0.0.1', () => resolve()));
    await new Promise<void>((resolve) => this.udp.bind(0, '127.0.0.1', () => resolve()));
    const tcp = this.tcp.address();
    const tcpPort = typeof tcp === 'object' && tcp !== null ? tcp.port : 0;
    return { tcp: `127.0.0.1:${tcpPort}`, udp: `127.0.0.1:${this.udp.address().port}` };
  }

  async stop(): Promise<void> {
    this.udp.close();
    await new Promise<void>((resolve) => this.tcp.close(() => resolve()));
  }

  /** Somebody touches its screen; it waits in the device until it is asked for. */
  press(key: string): void {
    const time = '2026-11-22 09:30:00';
    this.answer = sundynAnswer({ card: this.card, key, seconds: '3', time });
  }

  private serve(socket: Socket): void {
    const reader = new SundynReader();
    socket.on('error', () => {});
    socket.on('data', (bytes: Uint8Array) => {
      const replies = this.repliesTo(reader.take(bytes), 'tcp');
      // As through adb: it says what it has to say and hangs up.
      if (!this.isDeaf) socket.end(replies.join(''));
    });
  }

  private repliesTo(frames: SundynFrame[], by: 'tcp' | 'udp'): string[] {
    if (this.isDeaf) return [];
    return frames.flatMap((frame) => {
      if (frame.kind === 'poll') return this.polled();
      if (frame.kind !== 'frame') return [];
      const { number, fields } = frame;
      if (number === 'S04') this.card = fields[0]?.split('|')[0] ?? '';
      if (number !== 'S95') this.said.push([number, ...fields].join(' '));
      return [sundynOk(number, by)];
    });
  }

  private polled(): string[] {
    const { answer } = this;
    this.answer = null;
    return answer === null ? [] : [answer];
  }
}
