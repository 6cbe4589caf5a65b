import { encode, subscriptionsOf, type UpKind, upTopic } from '../../protocol/index.ts';
import { LinkError } from './errors.ts';
import { presenceOf, type ScreenFacts } from './outgoing.ts';
import type { Connection, Credentials, Transport } from './ports.ts';

export interface LineOptions {
  credentials: Credentials;
  bootId: string;
  transport: Transport;
  facts: () => ScreenFacts;
  onOpened: () => void;
  onFailed: (why: string, refused: boolean) => void;
  onLost: (why: string) => void;
  onMessage: (topic: string, payload: Uint8Array) => void;
}

/** One connection after another; a late word of an old one is never taken for the present one's. */
export class Line {
  private readonly options: LineOptions;
  private connection: Connection | null = null;
  private opening = 0;

  constructor(options: LineOptions) {
    this.options = options;
  }

  open(): void {
    const { credentials, transport, onFailed, onLost, onMessage, onOpened } = this.options;
    const mine = ++this.opening;
    const present = () => mine === this.opening;
    transport
      .open({
        ...credentials,
        subscriptions: subscriptionsOf(credentials.terminalId),
        will: { topic: this.topic('presence'), payload: encode(this.presence('offline')) },
        onMessage: (topic, payload) => present() && onMessage(topic, payload),
        onLost: (why) => present() && onLost(why),
      })
      .then(
        (connection) => {
          if (present()) {
            this.connection = connection;
            onOpened();
          } else {
            connection.close().catch(() => {});
          }
        },
        (error: unknown) => present() && onFailed(wordsOf(error), isRefusal(error)),
      );
  }

  /** Marks this very connection: is it still the one? Asked after every await. */
  mark(): () => boolean {
    const mine = this.opening;
    return () => mine === this.opening && this.connection !== null;
  }

  /** QoS 1; resolves on PUBACK. */
  async publish(kind: UpKind, message: unknown): Promise<void> {
    await this.publishBytes(kind, encode(message));
  }

  async publishBytes(kind: UpKind, payload: Uint8Array): Promise<void> {
    if (this.connection === null) throw new LinkError('connectionLost', 'not connected');
    await this.connection.publish(this.topic(kind), payload);
  }

  /** @param farewell say "offline" first: a clean DISCONNECT makes the broker drop the will */
  async close(farewell: boolean): Promise<void> {
    this.opening++;
    const { connection } = this;
    this.connection = null;
    if (connection === null) return;
    if (farewell) {
      const offline = connection.publish(this.topic('presence'), encode(this.presence('offline')));
      offline.catch(() => {});
    }
    await connection.close().catch(() => {});
  }

  private topic(kind: UpKind): string {
    return upTopic(this.options.credentials.terminalId, kind);
  }

  private presence(state: 'online' | 'offline') {
    const { credentials, bootId, facts } = this.options;
    return presenceOf({ terminalId: credentials.terminalId, bootId }, state, facts());
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof LinkError && error.code === 'refusedCredentials';
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
