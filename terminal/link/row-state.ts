import type { ReceiptEntry } from '../../protocol/index.ts';
import { OutboxError } from './errors.ts';
import type { OutboxRow } from './ports.ts';

/** The row with its final payload. Throws `OutboxError` when it is held or has another one. */
export function frozenRow(row: OutboxRow, payload: string): OutboxRow {
  if (row.state === 'held') throw new OutboxError('notReady', row.eventId);
  if (row.payload === payload) return row;
  if (row.payload !== null) throw new OutboxError('frozenDiffers', row.eventId);
  return { ...row, state: 'frozen', payload };
}

/**
 * What a receipt makes of a row, or `null` when it changes nothing. The hub's first final word
 * holds, with one exception: a rating that the hub has stored is stored, whatever it said before.
 */
export function settledState(
  state: OutboxRow['state'],
  receipt: ReceiptEntry,
): 'receipted' | 'refused' | null {
  if (receipt.outcome === 'stored') {
    return state === 'frozen' || state === 'refused' ? 'receipted' : null;
  }
  return state === 'frozen' ? 'refused' : null;
}
