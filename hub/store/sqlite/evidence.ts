import type { RedactedBody, WordsRedactedBody } from '../../ledger/bodies.ts';
import type { LedgerEntry } from '../../ledger/chain.ts';
import type { ReplayedRating } from '../../ledger/replay.ts';
import type { Amount } from '../../statistics/contributions.ts';
import type { FigureKey, FigureKind, RatedPlace } from '../../statistics/figure.ts';
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
    /** By the position of the entry: what was redacted, and what is left of it. */
    redactions: () => {
      const found = rows<{ body: string; payload: string }>(
        `SELECT l.body, l.payload FROM redactions r JOIN ledger l ON l.position = r.position
         WHERE l.kind IN ('rating.redacted', 'words.redacted')`,
      );
      const redactions = new Map<number, { digest: string; payload: string }>();
      for (const { body, payload } of found) {
        const said = JSON.parse(body) as RedactedBody | WordsRedactedBody;
        const entry = 'entry' in said ? said.entry : said.rating;
        redactions.set(entry, { digest: said.digest, payload });
      }
      return redactions;
    },
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
    reminders: () =>
      rows<{ invitation: number; remindedAt: number }>(
        'SELECT invitation, remindedAt FROM reminders WHERE remindedAt IS NOT NULL',
      ),
    figures: () => rows<FigureKey & Amount>('SELECT * FROM figures'),
    totals: () =>
      rows<Amount & { kind: FigureKind }>('SELECT kind, ratings, cases FROM figureTotals'),
    sequences: () =>
      rows<{ terminalId: string; contiguousSeq: number }>(
        'SELECT terminalId, contiguousSeq FROM terminals ORDER BY terminalId',
      ),
    orders: () => rows<OrderEvidence>('SELECT * FROM workOrders ORDER BY rating'),
    appeals: () => rows<AppealEvidence>('SELECT * FROM appeals ORDER BY rating'),
    close: () => db.close(),
  };
}
