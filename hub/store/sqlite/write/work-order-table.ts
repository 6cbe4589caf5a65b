import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { OrderProgress } from '../../../workorders/advance.ts';
import { type OrderColumns, progressOf } from '../work-order-columns.ts';

export interface KnownOrder extends OrderProgress {
  rating: number;
  day: string;
}

/** The work orders as they stand now, with an entry a step: a projection of the ledger. */
export class WorkOrderTable {
  readonly #insert: StatementSync;
  readonly #find: StatementSync;
  readonly #update: StatementSync;
  readonly #insertStep: StatementSync;
  readonly #stepDigest: StatementSync;
  readonly #unanswered: StatementSync;

  constructor(db: DatabaseSync) {
    const select = `SELECT rating, day, body, state, dueAt, provisional, substantiated, answer,
      answeredAt, closedAt FROM workOrders`;
    this.#insert = db.prepare(
      `INSERT INTO workOrders (rating, opened, day, hallId, body, state, dueAt, provisional)
       VALUES (?, ?, ?, ?, ?, 'opened', ?, ?)`,
    );
    this.#find = db.prepare(`${select} WHERE rating = ?`);
    this.#update = db.prepare(
      `UPDATE workOrders SET body = ?, state = ?, dueAt = ?, provisional = ?, substantiated = ?,
         answer = ?, answeredAt = ?, closedAt = ? WHERE rating = ?`,
    );
    this.#insertStep = db.prepare(
      `INSERT INTO workOrderSteps (position, rating, systemId, stepId, digest)
       VALUES (?, ?, ?, ?, ?)`,
    );
    this.#stepDigest = db.prepare(
      'SELECT digest FROM workOrderSteps WHERE systemId = ? AND stepId = ?',
    );
    this.#unanswered = db.prepare(
      `${select} WHERE answeredAt IS NULL AND state <> 'cancelled' ORDER BY rating`,
    );
  }

  insert(
    about: { rating: number; opened: number; day: string; hallId: string; body: string },
    due: { dueAt: number; provisional: boolean },
  ): void {
    const { rating, opened, day, hallId, body } = about;
    this.#insert.run(rating, opened, day, hallId, body, due.dueAt, due.provisional ? 1 : 0);
  }

  find(rating: number): KnownOrder | null {
    const row = this.#find.get(rating);
    return row === undefined ? null : knownOrder(row);
  }

  /** Orders whose body has still to report back, in the order of their ratings. */
  unanswered(): KnownOrder[] {
    return this.#unanswered.all().map(knownOrder);
  }

  update(rating: number, progress: OrderProgress): void {
    const { order, dueAt, provisional, answeredAt, closedAt } = progress;
    const substantiated = 'substantiated' in order ? Number(order.substantiated) : null;
    const answer = 'answer' in order ? order.answer : null;
    const due = [dueAt, provisional ? 1 : 0] as const;
    const times = [answeredAt, closedAt] as const;
    this.#update.run(order.body, order.state, ...due, substantiated, answer, ...times, rating);
  }

  insertStep(
    position: number,
    rating: number,
    sent?: { systemId: string; stepId: string; digest: string },
  ): void {
    const { systemId = null, stepId = null, digest = null } = sent ?? {};
    this.#insertStep.run(position, rating, systemId, stepId, digest);
  }

  /** What the hotline sent under this step id, as a digest; null when it is new. */
  stepDigest(systemId: string, stepId: string): string | null {
    const row = this.#stepDigest.get(systemId, stepId);
    return row === undefined ? null : String(row.digest);
  }
}

function knownOrder(row: Record<string, unknown>): KnownOrder {
  const columns = row as unknown as OrderColumns & { rating: number; day: string };
  return { rating: columns.rating, day: columns.day, ...progressOf(columns) };
}
