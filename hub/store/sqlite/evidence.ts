import type { RedactedBody } from '../../ledger/bodies.ts';
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
    /** By the position of the rating: what was redacted, and what is left of it. */
    redactions: () => {
      const found = rows<{ body: string; payload: string }>(
        `SELECT l.body, l.payload FROM redactions r JOIN ledger l ON l.position = r.position
         WHERE l.kind = 'rating.redacted'`,
      );
      const redactions = new Map<number, { digest: string; payload: string }>();
      for (const { body, payload } of found) {
        const { rating, digest } = JSON.parse(body) as RedactedBody;
        redactions.set(rating, { digest, payload });
      }
      return redactions;
    },
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
