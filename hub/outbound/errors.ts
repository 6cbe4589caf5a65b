/** A fault of handing on to other parties; never an answer of a receiver. */
export class OutboundError extends Error {
  readonly code: 'badProfile' | 'unreachable' | 'timedOut' | 'answerTooLong' | 'stopped';

  constructor(code: OutboundError['code'], message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'OutboundError';
    this.code = code;
  }
}
