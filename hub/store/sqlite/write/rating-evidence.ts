import { hash } from 'node:crypto';
import type { RefusalReason } from '../../../../protocol/index.ts';
import type { QuarantineWriter } from './quarantine.ts';

/** Messages about ratings that could not be taken, kept as they came. */
export class RatingEvidence {
  readonly #quarantine: QuarantineWriter;

  constructor(quarantine: QuarantineWriter) {
    this.#quarantine = quarantine;
  }

  /** False when the very same message is kept already. One that may be genuine is never dropped. */
  keep(
    {
      terminalId,
      payload,
      receivedAt,
    }: { terminalId: string; payload: Uint8Array; receivedAt: number },
    why: { reason: RefusalReason; detail: string; digest: string; genuine: boolean },
  ): boolean {
    const { genuine, ...said } = why;
    const entry = { at: receivedAt, terminalId, source: 'rating', ...said };
    const base64 = Buffer.from(payload).toString('base64');
    return this.#quarantine.add({ ...entry, payload: base64 }, genuine).added;
  }
}

/** SHA-256, base64url: which message a refusal is about. */
export function digestOf(payload: Uint8Array): string {
  return hash('sha256', payload, 'base64url');
}
