import type { LedgerEntry } from '../../ledger/chain.ts';
import type { FigureKey } from '../../statistics/figure.ts';
import { openForReading } from './database.ts';
import type { OrderColumns } from './work-order-columns.ts';

export interface OrderEvidence extends OrderColumns {
  rating: number;
  opened: number;
  day: string;
  hallId: string;
}

export interface AppealEvidence {
  rating: number;
  staffNo: string;
  state: string;
  upheld: number | null;
  filedBy: string;
  decidedBy: string | null;
  filed: number;
  decided: number | null;
  rechecked: number | null;
}

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
    orders: () => rows<OrderEvidence>('SELECT * FROM workOrders ORDER BY rating'),
    appeals: () => rows<AppealEvidence>('SELECT * FROM appeals ORDER BY rating'),
    close: () => db.close(),
  };
}
