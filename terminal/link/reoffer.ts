import type { Welcome } from '../../protocol/index.ts';

/** What the hub said last about this terminal's sequence. */
export interface HubMemory {
  ledgerEpoch: string;
  contiguousSeq: number;
}

/**
 * Must receipted rows be offered again? (architecture §5, 5) Yes when the hub is another one than
 * before: its ledger began a new epoch, or it lost events that it had, as one that was restored
 * from a backup did. It says so itself when it stands lower than it once said; and the outbox says
 * so when the very next number was receipted, for then the hub must have had it. With nothing
 * remembered (first welcome after a start) they are offered once to be sure: the hub answers those
 * it has with a duplicate receipt.
 *
 * The mere presence of receipted rows above `contiguousSeq` is no reason: a row still held or one
 * refused leaves a gap below them for as long as it lasts.
 *
 * @param nextIsReceipted the row with the number after `contiguousSeq` was receipted as stored
 */
export function mustReoffer(
  before: HubMemory | null,
  welcome: Pick<Welcome, 'ledgerEpoch' | 'contiguousSeq'>,
  nextIsReceipted: boolean,
): boolean {
  if (before === null || nextIsReceipted) return true;
  if (before.ledgerEpoch !== welcome.ledgerEpoch) return true;
  return welcome.contiguousSeq < before.contiguousSeq;
}
