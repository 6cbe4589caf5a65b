import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { LONGEST_PAUSE_MS } from '../../../outbound/backoff.ts';
import type { DeliveryRow, DestinationRow, DueDelivery } from '../../../outbound/delivery.ts';
import type { Answer, Query } from '../../port.ts';
import { DeliverySourceReader } from './delivery-source.ts';

const SELECT = `SELECT id, destination, kind, subject, dedupeKey, position, after, state, attempts,
  nextAttemptAt, lastError, reason, createdAt, settledAt FROM deliveries`;

/** Deliveries to other parties: what is due, and how it stands. */
export class DeliveryReader {
  readonly #sources: DeliverySourceReader;
  readonly #db: DatabaseSync;
  readonly #one: StatementSync;
  readonly #due: StatementSync;
  readonly #tooLate: StatementSync;
  readonly #nextAt: StatementSync;
  readonly #destinations: StatementSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#sources = new DeliverySourceReader(db);
    this.#one = db.prepare(`${SELECT} WHERE id = ?`);
    const pending = `FROM deliveries WHERE destination = ? AND state = 'pending'`;
    this.#due = db.prepare(
      `${SELECT} WHERE destination = ? AND state = 'pending' AND nextAttemptAt <= ?
       ORDER BY nextAttemptAt, id LIMIT ?`,
    );
    this.#tooLate = db.prepare(
      `${SELECT} WHERE destination = ? AND state = 'pending' AND nextAttemptAt > ?
       ORDER BY nextAttemptAt, id LIMIT ?`,
    );
    this.#nextAt = db.prepare(`SELECT min(nextAttemptAt) AS at ${pending} AND nextAttemptAt > ?`);
    this.#destinations = db.prepare(
      `WITH known (destination) AS (
         SELECT destination FROM outboundCursors
         UNION SELECT destination FROM deliveries WHERE state = 'pending'
         UNION SELECT destination FROM deliveries WHERE state = 'refused')
       SELECT k.destination,
         (SELECT count(*) FROM deliveries d
          WHERE d.destination = k.destination AND d.state = 'pending') AS pending,
         (SELECT min(createdAt) FROM deliveries d
          WHERE d.destination = k.destination AND d.state = 'pending') AS oldestAt,
         (SELECT count(*) FROM deliveries d
          WHERE d.destination = k.destination AND d.state = 'refused') AS refused,
         (SELECT position FROM outboundCursors c WHERE c.destination = k.destination) AS position
       FROM known k ORDER BY k.destination`,
    );
  }

  newest({ state, destination, limit, before }: Query<'deliveries'>): DeliveryRow[] {
    const conditions = ['id < ?'];
    const values: (string | number)[] = [before ?? Number.MAX_SAFE_INTEGER];
    for (const [column, value] of Object.entries({ state, destination })) {
      if (value === undefined) continue;
      conditions.push(`${column} = ?`);
      values.push(value);
    }
    const where = conditions.join(' AND ');
    const page = this.#db.prepare(`${SELECT} WHERE ${where} ORDER BY id DESC LIMIT ?`);
    return page.all(...values, limit) as unknown as DeliveryRow[];
  }

  one(id: number): DeliveryRow | null {
    return (this.#one.get(id) as unknown as DeliveryRow | undefined) ?? null;
  }

  /** A wait longer than any that is ever given means that the clock was set back: due as well. */
  due({ destination, at, limit }: Query<'dueDeliveries'>): Answer<'dueDeliveries'> {
    const rows = this.#due.all(destination, at, limit) as unknown as DeliveryRow[];
    if (rows.length < limit) {
      const beyond = this.#tooLate.all(destination, at + LONGEST_PAUSE_MS, limit - rows.length);
      rows.push(...(beyond as unknown as DeliveryRow[]));
    }
    const nextAt = this.#nextAt.get(destination, at)?.at ?? null;
    return {
      due: rows.map((row) => this.#withSource(row)),
      nextAt: nextAt === null ? null : Number(nextAt),
    };
  }

  destinations(): DestinationRow[] {
    return this.#destinations.all() as unknown as DestinationRow[];
  }

  #withSource(row: DeliveryRow): DueDelivery {
    const { id, kind, subject, dedupeKey, attempts, createdAt } = row;
    return { id, kind, subject, dedupeKey, attempts, createdAt, source: this.#sources.of(row) };
  }
}
