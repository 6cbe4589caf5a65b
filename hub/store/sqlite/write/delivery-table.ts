import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { REDACTED_WORDS } from '../../../ledger/words.ts';
import { orderKey, ratingKey } from '../../../outbound/deliveries-of.ts';
import type { DeliveryDraft, DeliveryResult, DeliveryState } from '../../../outbound/delivery.ts';
import { orderNo } from '../../../workorders/order-no.ts';
import type { Command, Outcome } from '../../port.ts';
import type { WriteContext } from './context.ts';
import type { RatingRow } from './rating-table.ts';

type RedactedRating = Pick<RatingRow, 'terminalId' | 'eventId' | 'position' | 'day'>;

/** What must reach other parties, and how far it got. */
export class DeliveryTable {
  readonly #context: WriteContext;
  readonly #insert: StatementSync;
  readonly #newestRecord: StatementSync;
  readonly #pendingDefault: StatementSync;
  readonly #end: StatementSync;
  readonly #postpone: StatementSync;
  readonly #release: StatementSync;
  readonly #forget: StatementSync;
  readonly #find: StatementSync;
  readonly #renew: StatementSync;

  constructor(db: DatabaseSync, context: WriteContext) {
    this.#context = context;
    this.#insert = db.prepare(
      `INSERT INTO deliveries (destination, kind, subject, dedupeKey, position, after, state,
         nextAttemptAt, createdAt)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'pending',
         iif(coalesce((SELECT state FROM deliveries WHERE id = ?6), 'delivered')
           IN ('delivered', 'abandoned'), ?7, NULL), ?7)
       ON CONFLICT (destination, dedupeKey) DO NOTHING`,
    );
    this.#newestRecord = db.prepare(
      `SELECT max(id) AS id FROM deliveries
       WHERE destination = ? AND kind = 'record' AND subject = ?`,
    );
    this.#pendingDefault = db.prepare(
      `SELECT max(id) AS id FROM deliveries
       WHERE destination = ? AND kind = 'default' AND subject = ? AND state = 'pending'`,
    );
    this.#end = db.prepare(
      `UPDATE deliveries SET state = ?, reason = ?, attempts = attempts + ?, lastError = NULL,
         nextAttemptAt = NULL, settledAt = ? WHERE id = ? AND state = 'pending'`,
    );
    this.#postpone = db.prepare(
      `UPDATE deliveries SET lastError = ?, attempts = attempts + ?, nextAttemptAt = ?
       WHERE id = ? AND state = 'pending'`,
    );
    this.#release = db.prepare(
      `UPDATE deliveries SET nextAttemptAt = ?1
       WHERE after = ?2 AND state = 'pending' AND nextAttemptAt IS NULL
         AND (?3 <> 'refused' OR (SELECT kind FROM deliveries WHERE id = ?2) = 'default')`,
    );
    this.#forget = db.prepare(
      `WITH RECURSIVE destinations (name) AS (
         SELECT min(destination) FROM deliveries UNION ALL
         SELECT (SELECT min(destination) FROM deliveries WHERE destination > name)
         FROM destinations WHERE name IS NOT NULL)
       UPDATE deliveries
       SET reason = iif(reason IS NULL, NULL, '${REDACTED_WORDS}'),
         lastError = iif(lastError IS NULL, NULL, '${REDACTED_WORDS}')
       FROM destinations
       WHERE destination = name AND (dedupeKey = :key
         OR dedupeKey > :key || '/' AND dedupeKey < :pastKey
         OR dedupeKey = :order OR dedupeKey > :order || '+' AND dedupeKey < :order || ',')`,
    );
    this.#find = db.prepare('SELECT state, destination, dedupeKey FROM deliveries WHERE id = ?');
    this.#renew = db.prepare(
      `UPDATE deliveries SET state = 'pending', nextAttemptAt = ?, settledAt = NULL WHERE id = ?`,
    );
  }

  /** False when its cause has a delivery there already. */
  insert(
    draft: DeliveryDraft,
    { position, at, after }: { position: number; at: number; after: number | null },
  ): boolean {
    const { destination, kind, subject, dedupeKey } = draft;
    const { changes } = this.#insert.run(
      destination,
      kind,
      subject,
      dedupeKey,
      position,
      after,
      at,
    );
    return changes === 1;
  }

  /** The id of the delivery of a case's newest service record. */
  newestRecord(destination: string, caseNo: string): number | null {
    const id = this.#newestRecord.get(destination, caseNo)?.id ?? null;
    return id === null ? null : Number(id);
  }

  /** The id of a default of this case that the destination has still to hear of. */
  pendingDefault(destination: string, caseNo: string): number | null {
    const id = this.#pendingDefault.get(destination, caseNo)?.id ?? null;
    return id === null ? null : Number(id);
  }

  /** What receivers answered may repeat what the rating said, and it was redacted. */
  forgetAnswers({ terminalId, eventId, position, day }: RedactedRating): void {
    const key = ratingKey(terminalId, eventId);
    this.#forget.run({ key, pastKey: `${key}0`, order: orderKey(orderNo(day, position)) });
  }

  settle({ results, at }: Command<'outbound.settle'>): null {
    for (const result of results) this.#settleOne(result, at);
    return null;
  }

  resend({ id, by, at }: Command<'outbound.resend'>): Outcome<'outbound.resend'> {
    const row = this.#find.get(id);
    if (row === undefined) return { resent: false, state: null };
    const state = row.state as DeliveryState;
    if (state !== 'refused' && state !== 'abandoned') return { resent: false, state };
    this.#renew.run(at, id);
    const { destination, dedupeKey } = row;
    this.#context.ledger.append('delivery.resent', at, { destination, dedupeKey, by });
    return { resent: true, state: 'pending' };
  }

  /** What waits for a refused record keeps waiting; a refused default holds no rating back. */
  #settleOne(result: DeliveryResult, at: number): void {
    const { id, state } = result;
    if (state === 'pending') {
      this.#postpone.run(result.error, result.attempted ? 1 : 0, result.nextAttemptAt, id);
      return;
    }
    const attempted = state === 'abandoned' ? 0 : 1;
    this.#end.run(state, result.reason, attempted, at, id);
    this.#release.run(at, id, state);
  }
}
