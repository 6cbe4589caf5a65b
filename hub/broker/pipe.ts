import type { DownKind, UpKind } from '../../protocol/index.ts';

/**
 * The way between the hub and its terminals. It keeps nothing: what must survive lives in the
 * store. Embedded, this is a broker of our own; at scale it will be the client of another broker.
 */
export interface Pipe {
  start(): Promise<void>;
  /** Reads nothing more; work that was read goes on. The first step of a graceful stop. */
  pause(): void;
  stop(): Promise<void>;
  /**
   * QoS 0 to one terminal, at once. False when it is away, has not subscribed or does not read:
   * everything sent down is either pulled again by the next hello or sent again after a resend.
   */
  send(terminalId: string, kind: DownKind, message: unknown): boolean;
  isConnected(terminalId: string): boolean;
  readonly connectedCount: number;
  /** Ends a terminal's connection, if it has one. */
  disconnect(terminalId: string, why: string): void;
}

/** Who hears what comes out of the pipe. */
export interface PipeListener {
  /** May this terminal come in? Never rejects. */
  authenticate(login: Login): Promise<LoginOutcome>;
  /**
   * Resolves when the rating is durable or refused for good; rejects when the store failed. An
   * embedded broker holds the PUBACK until then and cuts the connection on rejection.
   */
  onRating(terminalId: string, payload: Uint8Array): Promise<void>;
  onMessage(terminalId: string, kind: Exclude<UpKind, 'rating'>, payload: Uint8Array): void;
  onConnected(terminalId: string): void;
  onDisconnected(terminalId: string): void;
}

export interface Login {
  terminalId: string;
  secret: string;
  address: string;
}

export type LoginOutcome = { accepted: true } | { accepted: false; reason: LoginRefusal };

/** Known to the log and the metrics; the terminal only learns the MQTT return code. */
export type LoginRefusal =
  | 'unknownTerminal'
  | 'wrongSecret'
  | 'suspended'
  | 'revoked'
  | 'nameless'
  | 'nameMismatch'
  | 'lockedOut'
  | 'foreignWill'
  | 'storeFailed';
