import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';
import type { Clock } from '../../protocol/index.ts';
import { sleep } from '../patience.ts';
import { type Packet, PacketSplitter } from './packets.ts';

/** What the line does to what passes, for now. */
export interface Mischief {
  /** Nothing passes and nothing is closed: a half-open connection, as after a pulled cable. */
  stall: number;
  dropAcks: number;
  dropReceipts: number;
  duplicate: number;
  reorder: number;
  delayMs: number;
}

const HARMLESS: Mischief = {
  stall: 0,
  dropAcks: 0,
  dropReceipts: 0,
  duplicate: 0,
  reorder: 0,
  delayMs: 0,
};

export type Direction = 'up' | 'down';

export interface LineOptions {
  /** Where the hub takes MQTT over TCP. */
  hub: { host: string; port: number };
  clock: Clock;
  /** Everything that came, before anything is done to it. */
  onPacket?: (packet: Packet, direction: Direction, connection: number) => void;
}

/** The network between terminals and hub: whole MQTT packets pass, unless something is wrong. */
export class FaultyLine {
  /** Each is a count of those who want it so: two may overlap. */
  readonly mischief: Mischief = { ...HARMLESS };
  private readonly options: LineOptions;
  private readonly server = createServer({ noDelay: true }, (socket) => this.take(socket));
  private readonly pairs = new Set<{ terminal: Socket; hub: Socket }>();
  private truncateNext = false;
  private connections = 0;

  constructor(options: LineOptions) {
    this.options = options;
  }

  /** Resolves with the address for terminals; port 0 takes a free one. */
  async start(port = 0): Promise<string> {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    return `mqtt://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.close();
    this.cut();
    await once(this.server, 'close');
  }

  /** Every connection ends at once, both ways. */
  cut(): void {
    for (const { terminal, hub } of this.pairs) {
      terminal.destroy();
      hub.destroy();
    }
    this.pairs.clear();
  }

  /** The next PUBLISH of a terminal is cut in its middle, and its connection with it. */
  truncate(): void {
    this.truncateNext = true;
  }

  /** Bytes that are no MQTT, from every terminal that is connected. */
  noise(): void {
    for (const { hub } of this.pairs) hub.write(Buffer.alloc(64, 0xff));
  }

  /** Whatever was begun is over. */
  heal(): void {
    Object.assign(this.mischief, HARMLESS);
    this.truncateNext = false;
  }

  private take(terminal: Socket): void {
    const hub = createConnection({ ...this.options.hub, noDelay: true });
    const pair = { terminal, hub };
    this.pairs.add(pair);
    const connection = ++this.connections;
    const end = () => {
      this.pairs.delete(pair);
      terminal.destroy();
      hub.destroy();
    };
    for (const socket of [terminal, hub]) {
      socket.on('error', end);
      socket.on('close', end);
    }
    this.carry({ from: terminal, to: hub, direction: 'up', connection, end });
    this.carry({ from: hub, to: terminal, direction: 'down', connection, end });
  }

  private carry(way: {
    from: Socket;
    to: Socket;
    direction: Direction;
    connection: number;
    end: () => void;
  }): void {
    const { from, to, direction, connection, end } = way;
    const { clock, onPacket } = this.options;
    const splitter = new PacketSplitter();
    let passed: Promise<void> = Promise.resolve();
    from.on('data', (bytes: Buffer) => {
      const whole = this.whole(splitter, bytes);
      if (whole === null) return end();
      for (const packet of whole) onPacket?.(packet, direction, connection);
      const packets = this.spoiled(whole, direction);
      const { delayMs } = this.mischief;
      passed = passed.then(async () => {
        if (delayMs > 0) await sleep(clock, delayMs);
        for (const packet of packets) this.pass(packet, to, direction, end);
      });
    });
  }

  /** null: no MQTT; such a connection is of no use to either side. */
  private whole(splitter: PacketSplitter, bytes: Buffer): Packet[] | null {
    try {
      return splitter.push(bytes);
    } catch {
      return null;
    }
  }

  private pass({ bytes, kind }: Packet, to: Socket, direction: Direction, end: () => void): void {
    if (!this.truncateNext || direction === 'down' || kind !== 'publish') {
      to.write(bytes);
      return;
    }
    this.truncateNext = false;
    to.write(bytes.subarray(0, bytes.length >> 1), end);
  }

  private spoiled(packets: Packet[], direction: Direction): Packet[] {
    const { stall, dropAcks, dropReceipts, duplicate, reorder } = this.mischief;
    if (stall > 0) return [];
    if (direction === 'down') {
      return packets.filter(
        ({ kind, topic }) =>
          !(dropAcks > 0 && kind === 'puback') && !(dropReceipts > 0 && topic.endsWith('/receipt')),
      );
    }
    const sent = reorder > 0 ? turnedAround(packets) : packets;
    if (duplicate === 0) return sent;
    return sent.flatMap((packet) => (packet.kind === 'publish' ? [packet, packet] : [packet]));
  }
}

/** What came together leaves the other way round; a CONNECT stays the first. */
function turnedAround(packets: Packet[]): Packet[] {
  const published = packets.filter(({ kind }) => kind === 'publish').reverse();
  return [...packets.filter(({ kind }) => kind !== 'publish'), ...published];
}
