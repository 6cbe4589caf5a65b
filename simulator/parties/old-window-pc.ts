import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { connect } from 'node:net';

/** A window PC whose program knows Android evaluators only: a connection a command, or datagrams. */
export class OldWindowPc {
  /** What came by UDP, oldest first. */
  readonly heard: string[] = [];
  private udp: UdpSocket | null = null;

  /** Over TCP, as through adb: resolves with everything that the evaluator said before it hung up. */
  say(text: string, port: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port });
      let heard = '';
      socket.setEncoding('utf8');
      socket.on('connect', () => socket.write(text));
      socket.on('data', (chunk: string) => {
        heard += chunk;
      });
      socket.on('error', reject);
      socket.on('close', () => resolve(heard));
    });
  }

  /** Over UDP; what comes back is in `heard`. */
  send(text: string, port: number): void {
    this.udp ??= createSocket('udp4').on('message', (bytes) => this.heard.push(String(bytes)));
    this.udp.send(text, port, '127.0.0.1');
  }

  close(): void {
    this.udp?.close();
  }
}
