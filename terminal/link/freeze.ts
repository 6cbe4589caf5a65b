import { type Rating, RatingSchema, signedText, WIRE_VERSION } from '../../protocol/index.ts';
import { instant } from './clock.ts';
import type { OutboxRow, Signer } from './ports.ts';
import { frozenTime, type Present } from './tap.ts';

/**
 * Makes the final text of a rating: envelope, body, signature. From here on it is the same to the
 * byte, however often it is sent (architecture §5, 1).
 */
export async function freezeRow(
  row: OutboxRow,
  terminalId: string,
  signer: Signer,
  present: Present,
): Promise<string> {
  const time = frozenTime(row.tap, present);
  const unsigned: Omit<Rating, 'signature'> = {
    version: WIRE_VERSION,
    terminalId,
    bootId: time.bootId,
    deviceTime: instant(time.deviceTime),
    clockOffsetMs: time.clockOffsetMs,
    eventId: row.eventId,
    seq: row.seq,
    body: row.body,
  };
  const signature = await signer.sign(signedText(unsigned));
  return JSON.stringify({ ...unsigned, signature });
}

/** The row that a signed rating was. Throws when the text is none. */
export function signedRow(payload: string): OutboxRow {
  const { eventId, seq, body, ...envelope } = RatingSchema.parse(JSON.parse(payload));
  const { bootId, clockOffsetMs } = envelope;
  const deviceTime = Date.parse(envelope.deviceTime);
  return {
    eventId,
    seq,
    state: 'frozen',
    body,
    // Its time is signed already; nothing is computed from this any more.
    tap: { bootId, deviceTime, monotonic: 0, clockOffsetMs },
    heldUntil: deviceTime,
    payload,
    receipt: null,
    receiptedAt: null,
  };
}
