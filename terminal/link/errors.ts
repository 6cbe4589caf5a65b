export type LinkErrorCode =
  /** The hub refused these credentials (CONNACK 4 or 5). */
  | 'refusedCredentials'
  /** No connection, or it ended before it was usable. */
  | 'unreachable'
  /** The broker did not grant a subscription that a terminal must have. */
  | 'subscriptionRefused'
  /** The open connection ended. */
  | 'connectionLost';

/** A fault of the link, told apart by `code`; never by the words of its message. */
export class LinkError extends Error {
  override readonly name = 'LinkError';
  readonly code: LinkErrorCode;

  constructor(code: LinkErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

export type OutboxErrorCode =
  | 'unknownRow'
  | 'eventExists'
  /** Only a held row can be changed or dropped; a released one is on its way. */
  | 'notHeld'
  /** Dropping an older row would leave a gap in the sequence. */
  | 'notNewest'
  /** A held row must be released before it is frozen. */
  | 'notReady'
  /** Frozen is final: another payload under the same event id is never taken. */
  | 'frozenDiffers';

/** Something was asked of the outbox that its rules forbid. */
export class OutboxError extends Error {
  override readonly name = 'OutboxError';
  readonly code: OutboxErrorCode;

  constructor(code: OutboxErrorCode, eventId: string) {
    super(`outbox: ${code} (${eventId})`);
    this.code = code;
  }
}
