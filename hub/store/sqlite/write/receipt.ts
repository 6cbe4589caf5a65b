import { type ReceiptEntry, type RefusalReason, refusalOf } from '../../../../protocol/index.ts';
import { instantText } from '../../../rules/calendar.ts';
import type { RatingRow } from './rating-table.ts';

/** The receipt for a rating that the store has, first time or again. */
export function receiptFor(
  row: RatingRow,
  again: { duplicate: boolean; digest: () => string; storedAt?: string },
): ReceiptEntry {
  if (row.standing === 'counted' || row.standing === 'unmatched') {
    return {
      outcome: 'stored',
      eventId: row.eventId,
      standing: row.standing,
      receiptCode: row.receiptCode,
      storedAt: again.storedAt ?? instantText(row.storedAt),
      duplicate: again.duplicate,
    };
  }
  const reason = row.reason ?? 'badSignature';
  return { ...refusedReceipt(reason, again.digest()), eventId: row.eventId };
}

/** The receipt for a message that was not taken; kept as evidence all the same. */
export function refusedReceipt(
  reason: RefusalReason,
  digest: string,
): Extract<ReceiptEntry, { outcome: 'refused' }> {
  const { detail, errors } = refusalOf(reason);
  return { outcome: 'refused', eventId: null, digest, reason, detail, errors, kept: true };
}
