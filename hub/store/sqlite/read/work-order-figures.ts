import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { WorkOrderFigures } from '../../../workorders/port.ts';
import type { Query } from '../../port.ts';

/** What the monthly report says of the orders of each body (GZ-3). */
export class WorkOrderFigureReader {
  readonly #ofBodies: StatementSync;

  constructor(db: DatabaseSync) {
    const count = (condition: string) =>
      `count(*) FILTER (WHERE state <> 'cancelled' AND ${condition})`;
    this.#ofBodies = db.prepare(
      `SELECT body, ${count('true')} AS opened,
         count(*) FILTER (WHERE state = 'cancelled') AS cancelled,
         ${count('answeredAt < dueAt')} AS onTime,
         ${count('coalesce(answeredAt, :now) >= dueAt')} AS overdue,
         ${count('answeredAt IS NULL AND :now < dueAt')} AS running,
         ${count('substantiated IS NOT NULL')} AS verified,
         ${count('substantiated = 1')} AS substantiated,
         ${count('answer IS NOT NULL')} AS followedUp,
         ${count(`answer IN ('satisfied', 'basicallySatisfied')`)} AS satisfied
       FROM workOrders WHERE day BETWEEN :from AND :to GROUP BY body ORDER BY body`,
    );
  }

  /** One row a body, by the name of the body. */
  ofBodies({ from, to }: Query<'workOrderFigures'>, now: number): WorkOrderFigures[] {
    return this.#ofBodies.all({ now, from, to }) as unknown as WorkOrderFigures[];
  }
}
