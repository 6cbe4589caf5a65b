import { createServer, type Server } from 'node:net';
import { Aedes, type Client } from 'aedes';
import {
  decode,
  downTopic,
  type Hello,
  HelloSchema,
  type Presence,
  PresenceSchema,
  type Prompt,
  type PromptReport,
  PromptReportSchema,
  parseTopic,
  type Rating,
  RatingSchema,
  type ReceiptEntry,
  WIRE_VERSION,
} from '../../../protocol/index.ts';
import { instant } from '../clock.ts';

/** What the scripted hub does with a rating. */
export type Answer = ReceiptEntry[] | 'silence';

/** A real broker with a hub behind it that does exactly what the test says. */
export class ScriptedHub {
  /** Everything received, in order. */
  readonly payloads: string[] = [];
  readonly hellos: Hello[] = [];
  readonly presences: Presence[] = [];
  readonly reports: PromptReport[] = [];
  connects = 0;
  /** The script. */
  hubTime: () => number = () => Date.parse('2026-11-22T09:30:00+08:00');
  welcomes = true;
  secret: string | null = 'right';
  grants = true;
  ledgerEpoch = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
  contiguousSeq = 0;
  prompt: unknown = null;
  answer: (rating: Rating) => Answer = (rating) => [stored(rating.eventId)];
  private readonly wanted: number;
  private broker: Aedes | null = null;
  private server: Server | null = null;

  constructor(port = 0) {
    this.wanted = port;
  }

  async start(): Promise<this> {
    this.broker = await Aedes.createBroker({
      authenticate: (_client, _name, password, done) => {
        const right = this.secret !== null && password?.toString() === this.secret;
        if (right) return done(null, true);
        done(Object.assign(new Error('no'), { returnCode: 5 }) as never, false);
      },
      authorizeSubscribe: (_client, subscription, done) =>
        done(null, this.grants ? subscription : null),
    });
    this.broker.on('client', () => this.connects++);
    this.broker.on('publish', (packet, client) => {
      if (client) this.take(client, packet.topic, Buffer.from(packet.payload));
    });
    const server = createServer({ noDelay: true }, this.broker.handle);
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.wanted, '127.0.0.1', resolve));
    return this;
  }

  get port(): number {
    const address = this.server?.address();
    if (typeof address !== 'object' || address === null) throw new Error('not started');
    return address.port;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    const { broker, server } = this;
    this.broker = null;
    if (broker !== null) await new Promise<void>((resolve) => broker.close(() => resolve()));
    await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  }

  /** Sends a message to a terminal, as the hub does. */
  send(terminalId: string, kind: 'welcome' | 'receipt' | 'prompt', more: object): void {
    const hubTime = instant(this.hubTime());
    const message = { version: WIRE_VERSION, terminalId, hubTime, ...more };
    this.broker?.publish(
      {
        cmd: 'publish',
        topic: downTopic(terminalId, kind),
        payload: Buffer.from(JSON.stringify(message)),
        qos: 0,
        retain: false,
        dup: false,
      },
      () => {},
    );
  }

  sendPrompt(terminalId: string, prompt: Prompt | null): void {
    this.send(terminalId, 'prompt', { prompt });
  }

  sendReceipts(terminalId: string, receipts: ReceiptEntry[]): void {
    this.send(terminalId, 'receipt', { ledgerEpoch: this.ledgerEpoch, receipts });
  }

  /** Cuts every connection, as a killed hub does. */
  cut(): void {
    const clients = (this.broker as unknown as { clients: Record<string, Client> }).clients;
    for (const client of Object.values(clients)) {
      (client as unknown as { conn: { destroy(): void } }).conn.destroy();
    }
  }

  private take(_client: Client, topic: string, payload: Buffer): void {
    const parsed = parseTopic(topic);
    if (parsed?.direction !== 'up') return;
    if (parsed.kind === 'hello') this.takeHello(payload);
    if (parsed.kind === 'rating') this.takeRating(payload);
    if (parsed.kind === 'presence') this.presences.push(must(decode(payload, PresenceSchema)));
    if (parsed.kind === 'prompt-report') {
      this.reports.push(must(decode(payload, PromptReportSchema)));
    }
  }

  private takeHello(payload: Buffer): void {
    const hello = must(decode(payload, HelloSchema));
    this.hellos.push(hello);
    if (!this.welcomes) return;
    const { ledgerEpoch, contiguousSeq } = this;
    const helloDeviceTime = hello.deviceTime;
    this.send(hello.terminalId, 'welcome', { helloDeviceTime, ledgerEpoch, contiguousSeq });
    this.send(hello.terminalId, 'prompt', { prompt: this.prompt });
  }

  private takeRating(payload: Buffer): void {
    this.payloads.push(payload.toString());
    const rating = must(decode(payload, RatingSchema));
    const answer = this.answer(rating);
    if (answer !== 'silence') this.sendReceipts(rating.terminalId, answer);
  }
}

export function stored(eventId: string, duplicate = false): ReceiptEntry {
  return {
    outcome: 'stored',
    eventId,
    standing: 'counted',
    receiptCode: 'K7M2-9QXD',
    storedAt: '2026-11-22T09:30:00.000+08:00',
    duplicate,
  };
}

export function refused(eventId: string | null, digest = ''): ReceiptEntry {
  const [reason, detail] = ['notInvited', 'no invitation'] as const;
  return { outcome: 'refused', eventId, digest, reason, detail, errors: [], kept: true };
}

function must<T>(decoded: { ok: true; message: T } | { ok: false; refusal: unknown }): T {
  if (decoded.ok) return decoded.message;
  throw new Error(JSON.stringify(decoded.refusal));
}
