import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { connect } from 'node:net';
import type { Clock } from '../../../protocol/index.ts';
import {
  readSundynDatagram,
  type SundynFrame,
  SundynReader,
} from '../../../protocol/serial/index.ts';

/** The way to an Android evaluator. */
export interface SundynRoad {
  start(onFrames: (frames: SundynFrame[]) => void): void;
  stop(): void;
  /** Resolves when all that the device had to say to it has been told; rejects when it is not there. */
  send(text: string): Promise<void>;
}

export interface SundynAddress {
  host: string;
  port: number;
}

/** A device that does not hang up has said what it wanted after this. */
const ANSWER_MS = 1_500;
/** So long an answer on the LAN may take. */
const UDP_ANSWER_MS = 200;

/** By USB: a connection a command, which the device ends. */
export function createTcpRoad({ host, port }: SundynAddress, clock: Clock): SundynRoad {
  let take: (frames: SundynFrame[]) => void = () => {};
  const open = new Set<() => void>();
  return {
    start(onFrames) {
      take = onFrames;
    },
    stop() {
      take = () => {};
      for (const end of open) end();
    },
    send: (text) =>
      new Promise<void>((resolve, reject) => {
        const reader = new SundynReader();
        const socket = connect({ host, port, noDelay: true });
        const end = () => void socket.destroy();
        const cancel = clock.after(ANSWER_MS, end);
        open.add(end);
        let failure: Error | null = null;
        socket.on('connect', () => socket.write(text));
        socket.on('data', (chunk: Uint8Array) => take(reader.take(chunk)));
        socket.on('error', (error) => {
          failure = error;
        });
        socket.on('close', () => {
          cancel();
          open.delete(end);
          if (failure === null) resolve();
          else reject(failure);
        });
      }),
  };
}

/** On the LAN: datagrams from one port of ours, answered to that port. */
export function createUdpRoad({ host, port }: SundynAddress, clock: Clock): SundynRoad {
  let socket: UdpSocket | null = null;
  const waiting = new Set<() => void>();
  return {
    start(onFrames) {
      socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
      socket.on('message', (bytes) => onFrames(readSundynDatagram(bytes)));
      // A refused datagram is silence like any other; the heartbeat sees it.
      socket.on('error', () => {});
    },
    stop() {
      for (const cancel of waiting) cancel();
      socket?.close();
      socket = null;
    },
    send: (text) =>
      new Promise<void>((resolve, reject) => {
        if (socket === null) return reject(new Error('stopped'));
        socket.send(text, port, host, (error) => {
          if (error) return reject(error);
          const cancel = clock.after(UDP_ANSWER_MS, () => {
            waiting.delete(cancel);
            resolve();
          });
          waiting.add(cancel);
        });
      }),
  };
}
