import { entryHash, GENESIS, type LedgerEntry } from './chain.ts';
import { Replay } from './replay.ts';

/** The first thing found broken. */
export interface Broken {
  sound: false;
  /** Ledger position; null when a figure has no such place. */
  position: number | null;
  problem: string;
}

export type ChainReplay = { sound: true; replay: Replay; entries: number; head: string } | Broken;

/** Replays the entries from the first on, as long as each one's hash follows from those before. */
export function replayChain(ledger: Iterable<LedgerEntry & { hash: string }>): ChainReplay {
  const replay = new Replay();
  let head = GENESIS;
  let entries = 0;
  for (const { hash, ...entry } of ledger) {
    const { position } = entry;
    if (position !== entries + 1) return broken(entries + 1, `entry ${entries + 1} is missing`);
    head = entryHash(head, entry);
    if (head !== hash) return broken(position, 'the hash does not follow from the entry');
    try {
      replay.apply(entry);
    } catch (error) {
      return broken(position, `the entry cannot be replayed: ${String(error)}`);
    }
    entries++;
  }
  return { sound: true, replay, entries, head };
}

export function broken(position: number | null, problem: string): Broken {
  return { sound: false, position, problem };
}
