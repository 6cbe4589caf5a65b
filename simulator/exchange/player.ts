import { randomUUID } from 'node:crypto';
import {
  type Clock,
  downTopic,
  type Prompt,
  parseTopic,
  type Rating,
  type Receipt,
  type ReceiptEntry,
  signedText,
  subscriptionsOf,
  type UpKind,
  upTopic,
} from '../../protocol/index.ts';
import {
  type Connection,
  createEventIds,
  createMqttTransport,
  instant,
} from '../../terminal/link/index.ts';
import type { Identity } from '../identity.ts';

/**
 * Says what a recorded terminal said, in the name of one that was enrolled for it: own identity, own
 * event ids and signatures, times of today, and the prompts and cases of this hub in place of those.
 */
export class Player {
  /** The hub's last word on each recorded event. */
  readonly receipts = new Map<string, ReceiptEntry>();
  private readonly identity: Identity;
  private readonly clock: Clock;
  private readonly mint: () => string;
  private readonly bootIds = new Map<string, string>();
  /** Recorded event id → what was sent for it; a repetition is the same again. */
  private readonly sent = new Map<string, Rating>();
  private readonly caseNoOf: (recorded: string) => string;
  private readonly prompts = new Map<string, Prompt>();
  private connection: Connection | null = null;
  private seq = 0;

  constructor(parts: {
    identity: Identity;
    clock: Clock;
    caseNoOf: (recorded: string) => string;
  }) {
    this.identity = parts.identity;
    this.clock = parts.clock;
    this.caseNoOf = parts.caseNoOf;
    this.mint = createEventIds(parts.clock);
  }

  get terminalId(): string {
    return this.identity.credentials.terminalId;
  }

  async connect(): Promise<void> {
    const { credentials, mqttUrl } = this.identity;
    const { terminalId } = credentials;
    const will = { topic: upTopic(terminalId, 'presence'), payload: this.presence('offline') };
    this.connection = await createMqttTransport(mqttUrl).open({
      ...credentials,
      will,
      subscriptions: subscriptionsOf(terminalId),
      onMessage: (topic, payload) => this.hear(topic, payload),
      onLost: () => {
        this.connection = null;
      },
    });
    await this.connection.publish(will.topic, this.presence('online'));
  }

  async close(): Promise<void> {
    await this.connection?.close();
  }

  /** Has this hub asked about the case (as this run numbers it)? */
  hasBeenAsked(caseNo: string): boolean {
    return this.prompts.has(caseNo);
  }

  async say(topicKind: string, message: object): Promise<void> {
    if (this.connection === null) await this.connect();
    const said = topicKind === 'rating' ? await this.rating(message as Rating) : this.own(message);
    const payload = new TextEncoder().encode(JSON.stringify(said));
    await this.connection?.publish(upTopic(this.terminalId, topicKind as UpKind), payload);
  }

  /** What stands in the envelope of every message. */
  private own<T extends object>(message: T): T {
    const { bootId, promptId } = message as { bootId?: string; promptId?: string | null };
    const own: Record<string, unknown> = { ...message, terminalId: this.terminalId };
    if (bootId !== undefined) own.bootId = this.bootIdOf(bootId);
    if ('deviceTime' in message) Object.assign(own, { deviceTime: instant(this.clock.now()) });
    if ('clockOffsetMs' in message) Object.assign(own, { clockOffsetMs: null });
    if ('highestSeq' in message) Object.assign(own, { highestSeq: this.seq });
    // Nobody here knows the prompts of then.
    if (promptId !== undefined) own.promptId = null;
    return own as T;
  }

  private async rating(recorded: Rating): Promise<Rating> {
    const known = this.sent.get(recorded.eventId);
    if (known !== undefined) return known;
    const { signature: _, body, ...envelope } = recorded;
    const caseNo = this.caseNoOf(body.caseNo);
    const prompt = this.prompts.get(caseNo);
    const unsigned = {
      ...this.own(envelope),
      eventId: this.mint(),
      seq: ++this.seq,
      body: {
        ...body,
        caseNo,
        promptId: prompt?.promptId ?? randomUUID(),
        invitationId: prompt?.invitationId ?? null,
        ...(body.linked && {
          linked: body.linked.map((one) => ({ ...one, caseNo: this.caseNoOf(one.caseNo) })),
        }),
      },
    };
    const signature = await this.identity.signer.sign(signedText(unsigned));
    const rating = { ...unsigned, signature };
    this.sent.set(recorded.eventId, rating);
    return rating;
  }

  private hear(topic: string, payload: Uint8Array): void {
    const parsed = parseTopic(topic);
    if (parsed?.direction !== 'down' || topic !== downTopic(this.terminalId, parsed.kind)) return;
    const message = JSON.parse(new TextDecoder().decode(payload));
    if (parsed.kind === 'prompt' && message.prompt !== null) this.asked(message.prompt);
    if (parsed.kind === 'receipt') this.receipted(message);
  }

  private asked(prompt: Prompt): void {
    for (const caseNo of [prompt.caseNo, ...(prompt.batch?.caseNos ?? [])]) {
      this.prompts.set(caseNo, prompt);
    }
  }

  private receipted({ receipts }: Receipt): void {
    const events = [...this.sent].map(([recorded, { eventId }]) => [eventId, recorded] as const);
    const recordedOf = new Map(events);
    for (const entry of receipts) {
      const recorded = recordedOf.get(entry.eventId ?? '');
      if (recorded !== undefined) this.receipts.set(recorded, entry);
    }
  }

  private bootIdOf(recorded: string): string {
    const bootId = this.bootIds.get(recorded) ?? randomUUID();
    this.bootIds.set(recorded, bootId);
    return bootId;
  }

  private presence(state: 'online' | 'offline'): Uint8Array {
    const bootId = this.bootIdOf('connection');
    const facts = { state, screen: 'none', keypad: 'none' };
    const message = { version: 1, terminalId: this.terminalId, bootId, ...facts };
    return new TextEncoder().encode(JSON.stringify(message));
  }
}
