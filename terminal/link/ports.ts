import type {
  Configuration,
  Prompt,
  Rating,
  RatingBody,
  ReceiptEntry,
} from '../../protocol/index.ts';

/**
 * The link is the part of a terminal that talks to the hub. It is the same code in the browser,
 * in the agent and in the simulator; these ports are what differs between them.
 */

/** One connection at a time to a broker. The browser and Node both fill it with mqtt.js. */
export interface Transport {
  /**
   * Connects, subscribes to `subscriptions` and leaves the will. Resolves when the broker has
   * granted every subscription; rejects with a `LinkError` otherwise. `onLost` is called once when
   * an open connection ends without `close()`.
   */
  open(options: {
    terminalId: string;
    secret: string;
    subscriptions: string[];
    will: { topic: string; payload: Uint8Array };
    onMessage: (topic: string, payload: Uint8Array) => void;
    onLost: (why: string) => void;
  }): Promise<Connection>;
}

export interface Connection {
  /** QoS 1. Resolves on PUBACK, which says nothing about the outbox (architecture §5, 4). */
  publish(topic: string, payload: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** What the outbox keeps of one tap. */
export interface OutboxRow {
  eventId: string;
  seq: number;
  /**
   * held: may still be changed (修改). ready: waits to be sent, its envelope not yet made.
   * frozen: `payload` is final, byte for byte. receipted / refused: the hub's final word.
   */
  state: 'held' | 'ready' | 'frozen' | 'receipted' | 'refused';
  body: RatingBody;
  tap: TapTime;
  /** A held row becomes ready at this wall-clock time even if the page was reloaded meanwhile. */
  heldUntil: number;
  payload: string | null;
  receipt: ReceiptEntry | null;
  receiptedAt: number | null;
}

/** When the citizen tapped, so that a jump of the clock before sending does no harm. */
export interface TapTime {
  bootId: string;
  deviceTime: number;
  monotonic: number;
  clockOffsetMs: number | null;
}

/**
 * The durable outbox. Every method resolves only when the change is on disk
 * (IndexedDB `durability: 'strict'`, SQLite `synchronous=FULL`).
 */
export interface Outbox {
  /** Keeps a new tap with the next sequence number; gap-free because both are one transaction. */
  hold(tap: Pick<OutboxRow, 'eventId' | 'body' | 'tap' | 'heldUntil'>): Promise<OutboxRow>;
  /** 修改 within the held time: another body under the same event id and seq. */
  change(eventId: string, body: RatingBody, tap: TapTime, heldUntil: number): Promise<OutboxRow>;
  release(eventId: string): Promise<OutboxRow>;
  /**
   * The rater took it back entirely. The number must not be lost, so the row's seq is given to the
   * next tap; only the newest row can be dropped.
   */
  drop(eventId: string): Promise<void>;
  /** All in one write. Frozen is final: another payload for the same row is an error. */
  freeze(signed: readonly { eventId: string; payload: string }[]): Promise<void>;
  settle(entries: { receipt: ReceiptEntry; at: number }[]): Promise<void>;
  /** Rows in `ready` or `frozen` with a number above `afterSeq`, oldest first. */
  unsent(limit: number, afterSeq?: number): Promise<OutboxRow[]>;
  held(): Promise<OutboxRow[]>;
  counts(): Promise<{ pending: number; refused: number; highestSeq: number }>;
  /** After a restored backup: receipted rows above `contiguousSeq` are to be offered again. */
  reoffer(contiguousSeq: number): Promise<number>;
  /** Was the row of this number receipted as stored, and is still kept? */
  isReceipted(seq: number): Promise<boolean>;
  /**
   * The hub has numbers up to `to` that this outbox never gave out: it was lost, or comes from an
   * old copy. New taps count on from there, and rows not yet frozen get new numbers above it, in
   * their order; a frozen one is signed with its number and keeps it. Never lowers anything.
   */
  raiseSeq(to: number): Promise<void>;
  /**
   * Takes back ratings that this terminal signed and that are here no more, to be sent as they are.
   * What is here stays as it is. Returns which of them have the hub's final word here.
   */
  adopt(signed: readonly OutboxRow[]): Promise<string[]>;
  /** Rated already at this terminal? Also answers from receipted rows still kept. */
  has(caseNo: string, stage: RatingBody['stage']): Promise<boolean>;
  /** Forgets receipted rows older than this; returns how many. */
  prune(receiptedBefore: number): Promise<number>;
}

/** Signs with the terminal's own key (WebCrypto ECDSA P-256, non-extractable). */
export interface Signer {
  /** base64url of r and s over the UTF-8 of `text`. */
  sign(text: string): Promise<string>;
}

/** What the terminal was given when it was enrolled. */
export interface Credentials {
  terminalId: string;
  secret: string;
}

/** What the screen (or the keypad, or the simulator) hears from the link. */
export interface LinkListener {
  onPrompt(prompt: Prompt | null): void;
  onConfiguration(configuration: Configuration): void;
  onStatus(status: LinkStatus): void;
  onSettled(entry: ReceiptEntry): void;
}

export type LinkStatus =
  | { state: 'connecting' }
  | { state: 'connected'; clockOffsetMs: number | null }
  | { state: 'waiting'; retryAt: number; why: string }
  /** The hub refused these credentials: revoked, or taken over by another. */
  | { state: 'refused'; why: string }
  | { state: 'stopped' };

export type { Rating };
