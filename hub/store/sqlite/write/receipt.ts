import { type ReceiptEntry, type RefusalReason, refusalOf } from '../../../../protocol/index.ts';
import { instantText } from '../../../rules/calendar.ts';
import type { RatingStanding } from '../../port.ts';
import type { RatingRow } from './rating-table.ts';

/** The receipt for a rating that the store has, first time or again. */
export function receiptFor(
  row: RatingRow,
  again: { duplicate: boolean; digest: () => string; storedAt?: string },
): ReceiptEntry {
  const standing = standingSaid(row.standing);
  if (standing !== null) {
    return {
      outcome: 'stored',
      eventId: row.eventId,
      standing,
      receiptCode: row.receiptCode,
      storedAt: again.storedAt ?? instantText(row.storedAt),
      duplicate: again.duplicate,
    };
  }
  const reason = row.reason ?? 'badSignature';
  return { ...refusedReceipt(reason, again.digest()), eventId: row.eventId };
}

/** An appeal is no business of the terminal: to it, a rating not adopted is one that counted. */
function standingSaid(standing: RatingStanding): 'counted' | 'unmatched' | null {
  if (standing === 'unmatched') return standing;
  return standing === 'counted' || standing === 'notAdopted' ? 'counted' : null;
}

/** The receipt for a message that was not taken; kept as evidence all the same. */
export function refusedReceipt(
  reason: RefusalReason,
  digest: string,
): Extract<ReceiptEntry, { outcome: 'refused' }> {
  const { detail, errors } = refusalOf(reason);
  return { outcome: 'refused', eventId: null, digest, reason, detail, errors, kept: true };
}
