import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../protocol/index.ts';
import { freezeRow } from '../../link/freeze.ts';
import { createSigner, instant, type OutboxRow } from '../../link/index.ts';
import type { Evidence } from '../evidence.ts';
import type { SqliteOutbox } from '../outbox/index.ts';
import type { IdentityFile } from './identity-file.ts';

export interface EvidenceParts {
  identity: IdentityFile;
  outbox: SqliteOutbox;
  clock: Clock;
  bootId: string;
}

/** What an evaluator has without a receipt, signed to the last row, as a screen would hand it over. */
export async function evidenceOf(parts: EvidenceParts): Promise<Evidence | null> {
  const { identity, clock } = parts;
  const rows = await signedRows(parts);
  if (rows.length === 0) return null;
  return {
    id: randomUUID(),
    terminalId: identity.credentials?.terminalId ?? 'unknown',
    publicKey: identity.publicKey,
    retiredAt: instant(clock.now()),
    unreceipted: rows.length,
    rows: rows.map((row) => ({ ...row })),
  };
}

/** Rows without a receipt; a payload is final once it is made, and the same for every road. */
export async function signedRows(parts: EvidenceParts): Promise<OutboxRow[]> {
  const { identity, outbox, clock, bootId } = parts;
  const terminalId = identity.credentials?.terminalId;
  const signer = createSigner(identity.keys);
  const rows: OutboxRow[] = [];
  for (const row of outbox.unreceipted()) {
    if (row.payload !== null || terminalId === undefined) {
      rows.push(row);
      continue;
    }
    const { clockOffsetMs } = identity;
    const now = { bootId, deviceTime: clock.now(), monotonic: clock.monotonic(), clockOffsetMs };
    const payload = await freezeRow(row, terminalId, signer, now);
    if (row.state === 'ready') await outbox.freeze([{ eventId: row.eventId, payload }]);
    rows.push({ ...row, payload });
  }
  return rows;
}
