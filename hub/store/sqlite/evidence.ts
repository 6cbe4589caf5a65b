import type { LedgerEntry } from '../../ledger/chain.ts';
import type { FigureKey } from '../../statistics/figure.ts';
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
      rows<FigureKey & { position: number; terminalId: string; eventId: string; seq: number }>(
        `SELECT position, terminalId, eventId, seq, day, hallId, departmentCode, windowNo, itemCode,
           staffNo, level, channel, standing FROM ratings ORDER BY position`,
      ),
    figures: () => rows<FigureKey & { ratings: number }>('SELECT * FROM figures'),
    sequences: () =>
      rows<{ terminalId: string; contiguousSeq: number }>(
        'SELECT terminalId, contiguousSeq FROM terminals ORDER BY terminalId',
      ),
    close: () => db.close(),
  };
}
