import {
  type DayRange,
  differences,
  type FigureDifference,
  isWithin,
} from '../statistics/recount.ts';
import { openEvidence } from '../store/sqlite/evidence.ts';
import { type Broken, replayChain } from './chain-replay.ts';

/** How the counters compare with the ledger. */
export type Recount =
  | {
      sound: true;
      /** Groups, ratings and cases that the ledger has in the range. */
      groups: number;
      ratings: number;
      cases: number;
      differences: FigureDifference[];
    }
  | Broken;

/**
 * Counts everything anew from the ledger alone and compares it with the counters (SZ-23b). A ledger
 * whose chain is broken proves nothing, and says so. Reads only, from one consistent snapshot, also
 * beside a running hub. Throws `StoreError` when there is no such database.
 */
export function recount(databasePath: string, range: DayRange = {}): Recount {
  const evidence = openEvidence(databasePath);
  try {
    const replayed = replayChain(evidence.entries(), evidence.redactions());
    if (!replayed.sound) return replayed;
    const ledger = replayed.replay.figures();
    const counted = { groups: 0, ratings: 0, cases: 0 };
    for (const { values, ratings, cases } of ledger.groups()) {
      if (!isWithin(values[0], range)) continue;
      counted.groups++;
      counted.ratings += ratings;
      counted.cases += cases;
    }
    const found = [...differences(ledger, evidence.figures(), range)];
    return { sound: true, ...counted, differences: found };
  } finally {
    evidence.close();
  }
}
