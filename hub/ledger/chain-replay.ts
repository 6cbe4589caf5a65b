import { type ChainVersion, chainSaid, entryHash, GENESIS, type LedgerEntry } from './chain.ts';
import { redactedDigest } from './redaction.ts';
import { Replay } from './replay.ts';

/** The first thing found broken. */
export interface Broken {
  sound: false;
  /** Ledger position; null when a figure has no such place. */
  position: number | null;
  problem: string;
}

export type ChainReplay = { sound: true; replay: Replay; entries: number; head: string } | Broken;

/**
 * Replays the entries from the first on, as long as each one's hash follows from those before.
 *
 * @param redactions by position of the entry: what was redacted, and what is left of it
 */
export function replayChain(
  ledger: Iterable<LedgerEntry & { hash: string }>,
  redactions: ReadonlyMap<number, { digest: string; payload: string }>,
): ChainReplay {
  const replay = new Replay();
  let version: ChainVersion = 1;
  let head = GENESIS;
  let entries = 0;
  for (const { hash, ...entry } of ledger) {
    const { position, kind, body } = entry;
    if (position !== entries + 1) return broken(entries + 1, `entry ${entries + 1} is missing`);
    if (kind === 'ledger.begun') version = chainSaid(kind, body) ?? version;
    const digest = redactedDigest(entry.payload);
    const redaction = redactions.get(position);
    if (digest !== (redaction?.digest ?? null)) {
      return broken(position, 'what is redacted is not what the ledger says was redacted');
    }
    head = entryHash(head, entry, { version, ...(digest === null ? {} : { digest }) });
    if (head !== hash) return broken(position, 'the hash does not follow from the entry');
    if (kind === 'ledger.rechained') version = chainSaid(kind, body) ?? version;
    try {
      replay.apply({ ...entry, payload: redaction?.payload ?? entry.payload });
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
