import type { LiveRating } from '../../port.ts';
import type { RatingRow } from './rating-table.ts';

/** A rating as lists show it. */
export function liveRating(row: RatingRow, itemName: string | null): LiveRating {
  return {
    position: row.position,
    terminalId: row.terminalId,
    eventId: row.eventId,
    seq: row.seq,
    caseNo: row.caseNo,
    stage: row.stage,
    level: row.level,
    channel: row.channel,
    standing: row.standing,
    itemCode: row.itemCode || null,
    itemName,
    windowNo: row.windowNo || null,
    staffNo: row.staffNo || null,
    tappedAt: row.tappedAt,
    receivedAt: row.receivedAt,
    storedAt: row.storedAt,
    receiptCode: row.receiptCode,
    signature: row.signature,
  };
}
