import { figureValues } from '../statistics/figure.ts';
import { openEvidence } from '../store/sqlite/evidence.ts';
import { entryHash, GENESIS } from './chain.ts';
import { Replay } from './replay.ts';
import { differentAppeal, differentOrder } from './verify-orders.ts';

export type Verification =
  | { sound: true; entries: number; ratings: number; head: string }
  | {
      sound: false;
      /** Ledger position of the first thing broken; null when a figure has no such place. */
      position: number | null;
      problem: string;
    };

/**
 * Checks that nobody has touched the ledger (its hash chain) and that ratings, figures and sequence
 * fronts are exactly what the ledger says. Reads only; works on the folder of a running hub, from
 * one consistent snapshot. Throws `StoreError` when there is no such database.
 */
export function verify(databasePath: string): Verification {
  const evidence = openEvidence(databasePath);
  try {
    const replay = new Replay();
    let head = GENESIS;
    let entries = 0;
    for (const { hash, ...entry } of evidence.entries()) {
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
    const difference =
      differentRating(replay, evidence.ratings()) ??
      differentFigure(replay, evidence.figures()) ??
      differentSequence(replay, evidence.sequences()) ??
      differentOrder(replay.orders, evidence.orders()) ??
      differentAppeal(replay.appeals, evidence.appeals());
    return difference ?? { sound: true, entries, ratings: replay.ratings.size, head };
  } finally {
    evidence.close();
  }
}

type Evidence = ReturnType<typeof openEvidence>;

function differentRating({ ratings }: Replay, rows: ReturnType<Evidence['ratings']>) {
  const missing = new Set(ratings.keys());
  for (const row of rows) {
    const expected = ratings.get(row.position);
    if (expected === undefined) return broken(row.position, 'a rating without its ledger entry');
    missing.delete(row.position);
    const { terminalId, eventId, seq } = expected;
    const same =
      row.terminalId === terminalId &&
      row.eventId === eventId &&
      row.seq === seq &&
      figureValues(row).join('\n') === figureValues(expected).join('\n');
    if (!same) return broken(row.position, 'the rating is not what the ledger says');
  }
  const [first] = missing;
  return first === undefined ? null : broken(first, 'the ledger has a rating that is not kept');
}

function differentFigure({ figures }: Replay, rows: ReturnType<Evidence['figures']>) {
  const expected = new Map<string, number>();
  for (const { values, ratings } of figures.groups()) expected.set(values.join('\n'), ratings);
  for (const row of rows) {
    const name = figureValues(row).join('\n');
    const ratings = expected.get(name) ?? 0;
    if (ratings !== row.ratings) {
      const group = name.replaceAll('\n', ' / ');
      return broken(null, `the figure ${group} is ${row.ratings}, the ledger says ${ratings}`);
    }
    expected.delete(name);
  }
  const [first] = expected.keys();
  if (first === undefined) return null;
  return broken(null, `the figure ${first.replaceAll('\n', ' / ')} is missing`);
}

function differentSequence({ sequences }: Replay, rows: ReturnType<Evidence['sequences']>) {
  for (const { terminalId, contiguousSeq } of rows) {
    const expected = sequences.get(terminalId)?.contiguous ?? 0;
    if (contiguousSeq !== expected) {
      const problem = `terminal ${terminalId} stands at ${contiguousSeq}, the ledger says ${expected}`;
      return broken(null, problem);
    }
  }
  return null;
}

function broken(position: number | null, problem: string) {
  return { sound: false as const, position, problem };
}
