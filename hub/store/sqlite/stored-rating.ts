import type { Command, Outcome } from '../port.ts';
import type { PackedSettled, Settled } from './messages.ts';

type Received = Outcome<'rating.receive'>;

/** Only a terminal's rating is unverified when it is stored; another keeps its two objects. */
export function packSettled(settled: Settled): PackedSettled {
  if (!('outcome' in settled) || !isReceived(settled.outcome)) return settled;
  const { receipt, live } = settled.outcome;
  if (receipt.outcome !== 'stored' || live?.signature !== 'unverified') return settled;
  return [
    live.position,
    live.eventId,
    live.seq,
    live.caseNo,
    live.stage,
    live.level,
    live.channel,
    receipt.standing,
    live.itemCode,
    live.itemName,
    live.windowNo,
    live.staffNo,
    live.tappedAt,
    live.storedAt,
    receipt.storedAt,
    receipt.receiptCode,
  ];
}

export function unpackSettled(settled: PackedSettled, command: Command): Settled {
  if (!Array.isArray(settled) || command.kind !== 'rating.receive') return settled as Settled;
  const [position, eventId, seq, caseNo, stage, level, channel, standing, ...more] = settled;
  const [itemCode, itemName, windowNo, staffNo, tappedAt, storedAt, storedAtText, code] = more;
  const { terminalId, receivedAt } = command;
  return {
    outcome: {
      receipt: {
        outcome: 'stored',
        eventId,
        standing,
        receiptCode: code,
        storedAt: storedAtText,
        duplicate: false,
      },
      live: {
        position,
        terminalId,
        eventId,
        seq,
        caseNo,
        stage,
        level,
        channel,
        standing,
        itemCode,
        itemName,
        windowNo,
        staffNo,
        tappedAt,
        receivedAt,
        storedAt,
        receiptCode: code,
        signature: 'unverified',
      },
    },
  };
}

function isReceived(outcome: unknown): outcome is Received {
  return typeof outcome === 'object' && outcome !== null && 'receipt' in outcome;
}
