import type { LedgerEntry } from '../../ledger/chain.ts';
import type { ReplayedRating } from '../../ledger/replay.ts';
import type { Amount } from '../../statistics/contributions.ts';
import type { FigureKey, FigureKind, RatedPlace } from '../../statistics/figure.ts';
import { openForReading } from './database.ts';

/** One snapshot of the ledger and its projections, for `hub/ledger/verify.ts`. */
export function openEvidence(path: string) {
  const db = openForReading(path);
  db.exec('BEGIN');
  const rows = <T>(sql: string) => db.prepare(sql).iterate() as unknown as Iterable<T>;
  return {
    entries: () =>
      rows<LedgerEntry & { hash: string }>(
        'SELECT position, kind, at, body, payload, hash FROM ledger ORDER BY position',
      ),
    ratings: () =>
      rows<Omit<ReplayedRating, 'linked'> & { position: number }>(
        `SELECT position, terminalId, eventId, seq, caseNo, day, level, channel, standing,
           invitation, hallId, departmentCode, windowNo, itemCode, staffNo
         FROM ratings ORDER BY position`,
      ),
    invitations: () =>
      rows<
        RatedPlace & {
          position: number;
          closesAt: number;
          cases: number;
          defaultedBy: number | null;
        }
      >(
        `SELECT position, closesAt, cases, defaultedBy, hallId, departmentCode, windowNo, itemCode,
           staffNo FROM invitations ORDER BY position`,
      ),
    figures: () => rows<FigureKey & Amount>('SELECT * FROM figures'),
    totals: () =>
      rows<Amount & { kind: FigureKind }>('SELECT kind, ratings, cases FROM figureTotals'),
    sequences: () =>
      rows<{ terminalId: string; contiguousSeq: number }>(
        'SELECT terminalId, contiguousSeq FROM terminals ORDER BY terminalId',
      ),
    close: () => db.close(),
  };
}
