import { type Rating, signedText, WIRE_VERSION } from '../../protocol/index.ts';
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
