import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';
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

type Direction = 'up' | 'down';

/** The network between terminals and hub: whole MQTT packets pass, unless something is wrong. */
export class FaultyLine {
  /** Each is a count of those who want it so: two may overlap. */
  readonly mischief: Mischief = { ...HARMLESS };
  private readonly hubPort: number;
  private readonly server = createServer({ noDelay: true }, (socket) => this.take(socket));
  private readonly pairs = new Set<{ terminal: Socket; hub: Socket }>();
  private truncateNext = false;

  constructor(hubPort: number) {
    this.hubPort = hubPort;
  }

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
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

  /** Whatever was begun is over. */
  heal(): void {
    Object.assign(this.mischief, HARMLESS);
    this.truncateNext = false;
  }

  private take(terminal: Socket): void {
    const hub = createConnection({ port: this.hubPort, host: '127.0.0.1', noDelay: true });
    const pair = { terminal, hub };
    this.pairs.add(pair);
    const end = () => {
      this.pairs.delete(pair);
      terminal.destroy();
      hub.destroy();
    };
    for (const socket of [terminal, hub]) {
      socket.on('error', end);
      socket.on('close', end);
    }
    this.carry(terminal, hub, 'up', end);
    this.carry(hub, terminal, 'down', end);
  }

  private carry(from: Socket, to: Socket, direction: Direction, end: () => void): void {
    const splitter = new PacketSplitter();
    let passed: Promise<void> = Promise.resolve();
    from.on('data', (bytes: Buffer) => {
      const packets = this.spoiled(splitter.push(bytes), direction);
      const { delayMs } = this.mischief;
      passed = passed.then(async () => {
        if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
        for (const packet of packets) this.pass(packet, to, direction, end);
      });
    });
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
