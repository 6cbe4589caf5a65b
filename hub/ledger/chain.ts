import { hash } from 'node:crypto';

/** What one line of the ledger is about. */
export type LedgerKind =
  | 'ledger.begun'
  | 'ledger.rechained'
  | 'service.recorded'
  | 'invitation.opened'
  | 'invitation.changed'
  | 'invitation.extended'
  | 'invitation.reminded'
  | 'default.made'
  | 'default.withdrawn'
  | 'contradictions.seen'
  | 'rating.received'
  | 'rating.settled'
  | 'rating.conflict'
  | 'rating.unreadable'
  | 'rating.redacted'
  | 'words.redacted'
  | 'workOrder.step'
  | 'workOrder.moved'
  | 'appeal.filed'
  | 'appeal.decided'
  | 'enrolment.approved'
  | 'enrolment.rejected'
  | 'terminal.status'
  | 'terminal.settings'
  | 'edition.published'
  | 'directory.imported'
  | 'system.added'
  | 'system.revoked'
  | 'account.put'
  | 'pack.imported'
  | 'calendar.imported'
  | 'account.added'
  | 'account.password'
  | 'account.roles'
  | 'account.removed'
  | 'identity.revealed'
  | 'identity.lookedUp'
  | 'identity.refused'
  | 'identity.deleted'
  | 'key.activated'
  | 'key.retired'
  | 'delivery.resent'
  | 'outbound.replayed'
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
 * How an entry's payload enters its hash. 1: as it is. 2: by its own SHA-256, so that a payload can
 * be redacted and the chain still holds.
 */
export type ChainVersion = 1 | 2;

/** What ledgers begun or continued today are written with. */
export const CHAIN_VERSION: ChainVersion = 2;

/** SHA-256, hex, of a payload; an empty one has none. */
export function payloadDigest(payload: string): string {
  return payload === '' ? '' : hash('sha256', payload, 'hex');
}

/**
 * SHA-256, hex, over the previous hash and the entry's canonical text: its fields, one a line, the
 * payload or its digest last because a payload alone may hold line breaks. `digest` is given when
 * the payload itself is gone.
 */
export function entryHash(
  previous: string,
  entry: LedgerEntry,
  { version, digest }: { version: ChainVersion; digest?: string },
): string {
  const { position, kind, at, body, payload } = entry;
  const last = version === 1 ? payload : (digest ?? payloadDigest(payload));
  return hash('sha256', `${previous}\n${position}\n${kind}\n${at}\n${body}\n${last}`, 'hex');
}

/** The version that holds from this entry on, if it says so. */
export function chainSaid(kind: string, body: string): ChainVersion | null {
  if (kind !== 'ledger.begun' && kind !== 'ledger.rechained') return null;
  return (JSON.parse(body) as { chain?: ChainVersion }).chain ?? 1;
}
