import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Level, Rating, ServiceRecord, Stage } from '../../../../protocol/index.ts';
import { invitationOfDefault } from '../../../outbound/deliveries-of.ts';
import type {
  DeliveryRow,
  DeliverySource,
  Numbered,
  OrderFacts,
  RatedCase,
  ReminderFacts,
} from '../../../outbound/delivery.ts';
import type { OrderDraft } from '../../../workorders/port.ts';
import { ADDED_CASES, casesOfOrder } from '../order-cases.ts';
import { payloadOf } from '../payload.ts';
import { type OrderColumns, progressOf } from '../work-order-columns.ts';

type LinkedPlace = RatedCase['place'] & { itemName: string };

/** Reads what a delivery will say from the ledger entry that caused it. */
export class DeliverySourceReader {
  readonly #entry: StatementSync;
  readonly #history: StatementSync;
  readonly #rating: StatementSync;
  readonly #before: StatementSync;
  readonly #default: StatementSync;
  readonly #linked: StatementSync;
  readonly #order: StatementSync;
  readonly #invitation: StatementSync;

  constructor(db: DatabaseSync) {
    this.#entry = db.prepare('SELECT kind, body, payload FROM ledger WHERE position = ?');
    this.#history = db.prepare(
      `SELECT l.payload FROM serviceRecords s JOIN ledger l ON l.position = s.position
       WHERE s.caseNo = ? AND s.position <= ? ORDER BY s.position`,
    );
    this.#rating = db.prepare(
      `SELECT r.tappedAt, r.standing, r.signature, r.receiptCode, r.hallId, r.departmentCode,
         r.windowNo, r.itemCode, r.staffNo, i.itemName, ${payloadOf('l')} AS payload
       FROM ratings r JOIN ledger l ON l.position = r.position
       LEFT JOIN invitations i ON i.position = r.invitation
       WHERE r.position = ?`,
    );
    this.#before = db.prepare(
      `SELECT count(*) FILTER (WHERE kind = 'rating') AS ratings,
         count(*) FILTER (WHERE kind = 'default' AND state = 'delivered') AS defaults
       FROM deliveries
       WHERE destination = ? AND kind IN ('rating', 'default') AND subject = ? AND id < ?`,
    );
    this.#default = db.prepare(
      `SELECT i.stage, i.defaultLevel AS level, i.closesAt, i.defaultedBy IS NOT NULL AS inForce,
         c.hallId, c.departmentCode, c.windowNo, c.itemCode, c.itemName, c.staffNo
       FROM invitations i JOIN invitationCases c ON c.invitation = i.position AND c.stage = i.stage
       WHERE i.invitationId = ? AND c.caseNo = ?`,
    );
    this.#linked = db.prepare(
      `SELECT hallId, departmentCode, windowNo, itemCode, itemName, staffNo FROM invitationCases
       WHERE caseNo = ? AND stage = ? AND role = 'linked'`,
    );
    this.#order = db.prepare(
      `SELECT w.*, o.body AS opening, ${ADDED_CASES} AS added
       FROM workOrders w JOIN ledger o ON o.position = w.opened WHERE w.rating = ?`,
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

  #read(row: DeliveryRow): DeliverySource {
    const { kind, subject, position } = row;
    const entry = this.#entry.get(position) ?? {};
    switch (kind) {
      case 'record': {
        const record = JSON.parse(String(entry.payload)) as ServiceRecord;
        return { kind, record, history: this.#historyOf(record.caseNo, position) };
      }
      case 'rating': {
        const rated = this.#ratedAs(subject, this.#rated(entry, position));
        const history = this.#historyOf(subject, position);
        return { kind, ...this.#numbered(row), ...rated, history };
      }
      case 'default':
        return { kind, ...this.#numbered(row), ...this.#defaultOf(row) };
      case 'order':
        return { kind, order: this.#orderOf(entry), ...this.#rated(entry, position) };
      case 'reminder': {
        const { invitationId, caseNo } = JSON.parse(String(entry.body));
        const row = this.#invitation.get(invitationId) as unknown as ReminderFacts | undefined;
        return { kind, caseNo, invitationId, invitation: row ? { ...row } : null };
      }
    }
  }

  #numbered({ destination, subject, id }: DeliveryRow): Numbered {
    const { ratings, defaults } = this.#before.get(destination, subject, id) ?? {};
    return { assessNumber: Number(ratings) + 1, defaultsTold: Number(defaults) };
  }

  /** The invitation as it stands today, so that a default withdrawn meanwhile is not told. */
  #defaultOf({ dedupeKey, subject, position }: DeliveryRow) {
    const row = this.#default.get(invitationOfDefault(dedupeKey), subject) ?? {};
    const { stage, level, closesAt, itemName, inForce } = row;
    const { hallId, departmentCode, windowNo, itemCode, staffNo } = row as Record<string, string>;
    return {
      rating: { caseNo: subject, stage: stage as Stage, level: level as Level },
      tappedAt: Number(closesAt),
      place: { hallId, departmentCode, windowNo, itemCode, staffNo } as RatedCase['place'],
      itemName: itemName as string | null,
      history: this.#historyOf(subject, position),
      inForce: inForce === 1,
    };
  }

  /** As it was opened; with every case that joined it, when it is told of again (SZ-20a). */
  #orderOf(entry: Record<string, unknown>): OrderFacts {
    const { order, rating } = JSON.parse(String(entry.body));
    if (order !== undefined) return order;
    const row = this.#order.get(rating) ?? {};
    const opened = (JSON.parse(String(row.opening)) as { order: OrderDraft }).order;
    const { dueAt, provisional } = progressOf(row as unknown as OrderColumns);
    return { ...opened, dueAt, provisional, caseNos: casesOfOrder(opened.caseNos, row.added) };
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

  /** A rating of a batch is told for each of its cases (SZ-20a), one of a theme as the part says. */
  #ratedAs(caseNo: string, rated: RatedCase): RatedCase {
    const { linked = [], stage } = rated.rating;
    const part = linked.find((one) => one.caseNo === caseNo);
    if (part === undefined) return { ...rated, rating: { ...rated.rating, caseNo } };
    const { itemName, ...place } = this.#linked.get(caseNo, stage) as unknown as LinkedPlace;
    // What was said of the whole is not said of one part of it.
    const unsaid = { tags: undefined, text: undefined, business: undefined, service: undefined };
    return { ...rated, rating: { ...rated.rating, ...unsaid, ...part }, place, itemName };
  }

  #historyOf(caseNo: string, position: number): ServiceRecord[] {
    return this.#history
      .all(caseNo, position)
      .map(({ payload }) => JSON.parse(String(payload)) as ServiceRecord);
  }
}
