import { Duplex } from 'node:stream';
import type { Access } from './access.ts';
import { PacketScanner, type ScanFault } from './scanner.ts';

/** The bytes below MQTT: a TCP socket or a WebSocket. */
export interface Wire {
  readonly address: string;
  open(ends: {
    onBytes: (chunk: Buffer) => void;
    onEnd: () => void;
    onError: (error: Error) => void;
  }): void;
  write(chunk: Buffer, done: (error?: Error | null) => void): void;
  pause(): void;
  resume(): void;
  end(): void;
  destroy(): void;
}

export interface GuardOptions {
  wire: Wire;
  onFault: (fault: ScanFault) => void;
  /** Milliseconds to read no further after so many packets; 0 to go on. */
  delayMs: (packets: number) => number;
  after: (delayMs: number, run: () => void) => () => void;
}

/** The connection was cut for what its bytes announced. */
export class GuardError extends Error {
  readonly fault: ScanFault;

  constructor(fault: ScanFault) {
    super(`connection cut: ${fault.reason}`);
    this.name = 'GuardError';
    this.fault = fault;
  }
}

/**
 * Stands between the wire and the broker: every byte is followed by the scanner before the broker
 * sees it, a packet too long ends the connection before it is kept, and a sender too fast is read
 * more slowly instead of losing anything.
 */
export class GuardedConnection extends Duplex {
  /** Set once the terminal has logged in. */
  access: Access | undefined;
  /** Said by the hub when it ends the connection itself. */
  endedFor: string | undefined;
  readonly address: string;
  private readonly options: GuardOptions;
  private readonly scanner = new PacketScanner();
  private cancelDelay: (() => void) | undefined;
  private stopped = false;

  constructor(options: GuardOptions) {
    super({ allowHalfOpen: false, emitClose: true });
    this.options = options;
    this.address = options.wire.address;
  }

  /** Begins to read. */
  open(): void {
    this.options.wire.open({
      onBytes: (chunk) => this.onBytes(chunk),
      onEnd: () => this.push(null),
      onError: (error) => this.destroy(error),
    });
  }

  /** Reads nothing more, for a graceful stop. */
  stopReading(): void {
    this.stopped = true;
    this.options.wire.pause();
  }

  private onBytes(chunk: Buffer): void {
    if (this.destroyed) return;
    const packets = this.scanner.scan(chunk);
    if (typeof packets !== 'number') {
      this.options.onFault(packets);
      this.destroy(new GuardError(packets));
      return;
    }
    const wanted = this.push(chunk);
    const delayMs = this.options.delayMs(packets);
    if (delayMs > 0) this.slowDown(delayMs);
    else if (!wanted) this.options.wire.pause();
  }

  private slowDown(delayMs: number): void {
    this.options.wire.pause();
    this.cancelDelay?.();
    this.cancelDelay = this.options.after(delayMs, () => {
      this.cancelDelay = undefined;
      this._read();
    });
  }

  /**
   * All that is buffered, in one piece. Since Node 26 `read()` hands out one buffer at a time;
   * aedes reads once per 'readable' event and would wait for ever for the rest of a packet that
   * came in several.
   */
  override read(size?: number): Buffer | null {
    return super.read(size ?? (this.readableLength || undefined));
  }

  override _read(): void {
    if (this.cancelDelay === undefined && !this.stopped) this.options.wire.resume();
  }

  override _write(
    chunk: Buffer,
    _encoding: BufferEncoding,
    done: (error?: Error | null) => void,
  ): void {
    this.options.wire.write(chunk, done);
  }

  /** A packet is written in small pieces: they leave as one. */
  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.options.wire.write(Buffer.concat(chunks.map((one) => one.chunk)), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.options.wire.end();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.cancelDelay?.();
    this.cancelDelay = undefined;
    // A CONNACK that says why may still be on its way: end, then let go.
    if (error) this.options.wire.destroy();
    else this.options.wire.end();
    done(error);
  }
}
