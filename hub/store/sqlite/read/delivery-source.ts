import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Rating, ServiceRecord } from '../../../../protocol/index.ts';
import type {
  DeliveryRow,
  DeliverySource,
  OrderFacts,
  RatedCase,
  ReminderFacts,
} from '../../../outbound/delivery.ts';

/** What is left of a redacted rating. */
const REST = `(SELECT rest.payload FROM redactions x JOIN ledger rest ON rest.position = x.position
  WHERE x.rating = r.position)`;

/** Reads what a delivery will say from the ledger entry that caused it. */
export class DeliverySourceReader {
  readonly #entry: StatementSync;
  readonly #history: StatementSync;
  readonly #rating: StatementSync;
  readonly #ratingsBefore: StatementSync;
  readonly #invitation: StatementSync;

  constructor(db: DatabaseSync) {
    this.#entry = db.prepare('SELECT kind, body, payload FROM ledger WHERE position = ?');
    this.#history = db.prepare(
      `SELECT l.payload FROM serviceRecords s JOIN ledger l ON l.position = s.position
       WHERE s.caseNo = ? AND s.position <= ? ORDER BY s.position`,
    );
    this.#rating = db.prepare(
      `SELECT r.tappedAt, r.standing, r.signature, r.receiptCode, r.hallId, r.departmentCode,
         r.windowNo, r.itemCode, r.staffNo, i.itemName, coalesce(${REST}, l.payload) AS payload
       FROM ratings r JOIN ledger l ON l.position = r.position
       LEFT JOIN invitations i ON i.position = r.invitation
       WHERE r.position = ?`,
    );
    this.#ratingsBefore = db.prepare(
      `SELECT count(*) AS count FROM deliveries
       WHERE destination = ? AND kind = 'rating' AND subject = ? AND id <= ?`,
    );
    this.#invitation = db.prepare(
      'SELECT stage, itemName, closesAt, ratedAt FROM invitations WHERE invitationId = ?',
    );
  }

  /** One that cannot be read must not keep the others from being sent. */
  of(row: DeliveryRow): DeliverySource {
    try {
      return this.#read(row);
    } catch (error) {
      const { name } = error as Error;
      const problem = `entry ${row.position} of the ledger cannot be read (${name})`;
      return { kind: 'unreadable', problem };
    }
  }

  #read({ id, destination, kind, subject, position }: DeliveryRow): DeliverySource {
    const entry = this.#entry.get(position) ?? {};
    switch (kind) {
      case 'record': {
        const record = JSON.parse(String(entry.payload)) as ServiceRecord;
        return { kind, record, history: this.#historyOf(record.caseNo, position) };
      }
      case 'rating': {
        const { count } = this.#ratingsBefore.get(destination, subject, id) ?? {};
        const rated = this.#rated(entry, position);
        // One rating of a batch is told for each of its cases (SZ-20a).
        const rating = { ...rated.rating, caseNo: subject };
        const history = this.#historyOf(subject, position);
        return { kind, assessNumber: Number(count), ...rated, rating, history };
      }
      case 'order': {
        const { order } = JSON.parse(String(entry.body)) as { order: OrderFacts };
        return { kind, order, ...this.#rated(entry, position) };
      }
      case 'reminder': {
        const { invitationId, caseNo } = JSON.parse(String(entry.body));
        const row = this.#invitation.get(invitationId) as unknown as ReminderFacts | undefined;
        return { kind, caseNo, invitationId, invitation: row ? { ...row } : null };
      }
    }
  }

  /** `rating.received` is the rating itself; `rating.settled` names it. */
  #rated(entry: Record<string, unknown>, position: number): RatedCase {
    const { rating = position } = JSON.parse(String(entry.body)) as { rating?: number };
    const row = this.#rating.get(rating) ?? {};
    const { body } = JSON.parse(String(row.payload)) as Rating;
    const { hallId, departmentCode, windowNo, itemCode, staffNo } = row as Record<string, string>;
    return {
      rating: body,
      tappedAt: Number(row.tappedAt),
      standing: String(row.standing),
      signature: row.signature as RatedCase['signature'],
      receiptCode: String(row.receiptCode),
      place: { hallId, departmentCode, windowNo, itemCode, staffNo } as RatedCase['place'],
      itemName: row.itemName as string | null,
      history: this.#historyOf(body.caseNo, position),
    };
  }

  #historyOf(caseNo: string, position: number): ServiceRecord[] {
    return this.#history
      .all(caseNo, position)
      .map(({ payload }) => JSON.parse(String(payload)) as ServiceRecord);
  }
}
