import { hash } from 'node:crypto';

/** What one line of the ledger is about. */
export type LedgerKind =
  | 'ledger.begun'
  | 'service.recorded'
  | 'invitation.opened'
  | 'invitation.changed'
  | 'default.made'
  | 'default.withdrawn'
  | 'contradictions.seen'
  | 'rating.received'
  | 'rating.settled'
  | 'rating.conflict'
  | 'rating.unreadable'
  | 'enrolment.approved'
  | 'enrolment.rejected'
  | 'terminal.status'
  | 'directory.imported'
  | 'system.added'
  | 'system.revoked'
  | 'account.put'
  | 'bulletin.published';

export interface LedgerEntry {
  /** Counts from 1 without gaps. */
  position: number;
  kind: LedgerKind;
  /** Epoch milliseconds of the hub's clock. */
  at: number;
  /** One line of JSON: what was decided and why. */
  body: string;
  /** The message as it came, byte for byte, or empty. */
  payload: string;
}

/** The hash "before" the first entry. */
export const GENESIS = '0'.repeat(64);

/**
 * SHA-256, hex, over the previous hash and the entry's canonical text: its fields, one a line, the
 * payload last because it alone may hold line breaks.
 */
export function entryHash(previous: string, entry: LedgerEntry): string {
  const { position, kind, at, body, payload } = entry;
  return hash('sha256', `${previous}\n${position}\n${kind}\n${at}\n${body}\n${payload}`, 'hex');
}
