import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { BulletinSource, HallCount, PublishedBulletin } from '../../../disclosure/source.ts';
import type { FigureAnswer } from '../../../statistics/dimension.ts';
import type { Query } from '../../port.ts';
import { readMeta } from '../write/meta.ts';
import type { FigureReader } from './figures.ts';
import { atOneMoment } from './moment.ts';
import type { StateReader } from './state.ts';

const PUBLISHED = `b.month, b.edition, l.at AS publishedAt, l.body ->> 'digest' AS digest`;

/** What bulletins are made of, and those that are published. */
export class BulletinReader {
  readonly #db: DatabaseSync;
  readonly #figures: FigureReader;
  readonly #state: StateReader;
  readonly #missing: StatementSync;
  readonly #quarantined: StatementSync;
  readonly #one: StatementSync;
  readonly #newest: StatementSync;

  constructor(db: DatabaseSync, parts: { figures: FigureReader; state: StateReader }) {
    this.#db = db;
    this.#figures = parts.figures;
    this.#state = parts.state;
    this.#missing = db.prepare(MISSING);
    this.#quarantined = db.prepare(
      `SELECT coalesce(t.hallId, '') AS hallId, count(*) AS count
       FROM quarantine q LEFT JOIN terminals t ON t.terminalId = q.terminalId
       WHERE q.at >= ? AND q.at < ? GROUP BY 1 ORDER BY 1`,
    );
    this.#one = db.prepare(
      `SELECT ${PUBLISHED}, l.payload AS text FROM bulletins b
       JOIN ledger l ON l.position = b.position
       WHERE b.month = ? AND (? IS NULL OR b.edition = ?) ORDER BY b.edition DESC LIMIT 1`,
    );
    this.#newest = db.prepare(
      `SELECT ${PUBLISHED} FROM bulletins b JOIN ledger l ON l.position = b.position
       WHERE b.edition = (SELECT max(edition) FROM bulletins WHERE month = b.month)
       ORDER BY b.month DESC`,
    );
  }

  source({ from, to, fromAt, untilAt, limit }: Query<'bulletinSource'>): BulletinSource {
    return atOneMoment(this.#db, () => ({
      figures: this.#cells(from, to, limit),
      missing: this.#missing.all(from, to) as unknown as HallCount[],
      quarantined: this.#quarantined.all(fromAt, untilAt) as unknown as HallCount[],
      quarantineDropped: Number(readMeta(this.#db, 'quarantineDropped') ?? '0'),
      ledger: this.#state.head(),
    }));
  }

  one({ month, edition: wanted }: Query<'bulletin'>): PublishedBulletin | null {
    const edition = wanted ?? null;
    const row = this.#one.get(month, edition, edition);
    return (row as unknown as PublishedBulletin | undefined) ?? null;
  }

  newest(): Omit<PublishedBulletin, 'text'>[] {
    return this.#newest.all() as unknown as Omit<PublishedBulletin, 'text'>[];
  }

  #cells(from: string, to: string, limit: number): FigureAnswer {
    return this.#figures.answer({ from, to, by: ['hall', 'department', 'item'], limit });
  }
}

/**
 * Gaps lie only behind a terminal's contiguous front, where every number that came is listed. A gap
 * belongs to the month of the rating behind it: there it could first be noticed.
 */
const MISSING = `
  WITH ahead AS (
    SELECT a.day, t.hallId,
      a.seq - 1 - lag(a.seq, 1, t.contiguousSeq) OVER (PARTITION BY a.terminalId ORDER BY a.seq)
        AS gap
    FROM sequencesAhead a JOIN terminals t ON t.terminalId = a.terminalId
    WHERE a.seq > t.contiguousSeq
  )
  SELECT hallId, sum(gap) AS count FROM ahead
  WHERE gap > 0 AND day BETWEEN ? AND ?
  GROUP BY hallId ORDER BY hallId`;
