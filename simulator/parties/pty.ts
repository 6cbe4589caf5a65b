import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { delimiter, join } from 'node:path';
import type { Clock } from '../../protocol/index.ts';
import { waitUntil } from '../patience.ts';

/** socat holds the far end: both ends of a pty in one process were seen to deliver nothing. */
export function findSocat(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, 'socat')).find((path) => existsSync(path));
}

const PATIENCE_MS = 5_000;

/**
 * A serial port that is not there: a real pty under a path of one's choice. What the other side
 * writes comes to `onBytes`; it can be unplugged and plugged in again.
 */
export class Pty {
  readonly path: string;
  private readonly clock: Clock;
  private readonly onBytes: (bytes: Uint8Array) => void;
  private server: Server | null = null;
  private socket: Socket | null = null;
  private socat: ChildProcess | null = null;
  private isPlugged = false;

  constructor(path: string, parts: { clock: Clock; onBytes: (bytes: Uint8Array) => void }) {
    this.path = path;
    this.clock = parts.clock;
    this.onBytes = parts.onBytes;
  }

  /** Resolves when the port can be opened. Throws when socat is missing. */
  async plug(): Promise<void> {
    const socat = findSocat();
    if (socat === undefined) throw new Error('a virtual serial port needs socat; install it');
    await this.listen();
    this.isPlugged = true;
    this.spawn(socat);
    const isThere = () => existsSync(this.path) && this.socket !== null;
    if (await waitUntil(this.clock, PATIENCE_MS, isThere, 5)) return;
    throw new Error(`socat made no ${this.path}`);
  }

  /** The port is gone, in the middle of whatever was said. */
  async unplug(): Promise<void> {
    this.isPlugged = false;
    const { socat } = this;
    if (socat === null || socat.exitCode !== null || socat.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => socat.once('exit', () => resolve()));
    socat.kill();
    await gone;
  }

  /** Pulls the plug and lets go of everything. */
  async close(): Promise<void> {
    await this.unplug();
    this.socket?.destroy();
    const { server } = this;
    this.server = null;
    if (server !== null) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  write(bytes: Uint8Array): void {
    this.socket?.write(bytes);
  }

  private spawn(socat: string): void {
    const address = this.server?.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const ends = [`PTY,link=${this.path},rawer,ignoreeof`, `TCP:127.0.0.1:${port},nodelay`];
    this.socat = spawn(socat, ends, { stdio: 'ignore' });
    // A real port stays when its last reader closes it: `ignoreeof`, and again if socat ends.
    this.socat.once('exit', () => this.isPlugged && this.spawn(socat));
  }

  private listen(): Promise<void> {
    if (this.server !== null) return Promise.resolve();
    const server = createServer((socket) => this.take(socket.setNoDelay(true)));
    this.server = server;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', () => resolve());
    });
  }

  private take(socket: Socket): void {
    this.socket = socket;
    socket.on('data', (bytes: Uint8Array) => this.onBytes(bytes));
    socket.on('error', () => {});
    socket.on('close', () => {
      if (this.socket === socket) this.socket = null;
    });
  }
}
