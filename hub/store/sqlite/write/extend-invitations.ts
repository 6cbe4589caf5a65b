import type { ExtendedBody } from '../../../ledger/bodies.ts';
import type { WriteContext } from './context.ts';
import type { InvitationRow } from './invitation-table.ts';
import type { Tables } from './tables.ts';
import type { WorkOrderWriter } from './work-orders.ts';

/** How an invitation was decided before cases joined it. */
export type DecidedBefore = Pick<InvitationRow, 'position' | 'ratedBy' | 'defaultedBy'>;

/** Says when a decision that others have heard of holds for more cases than it did (SZ-20a). */
export class InvitationExtender {
  readonly #context: WriteContext;
  readonly #tables: Tables;
  readonly #orders: WorkOrderWriter;

  constructor(context: WriteContext, tables: Tables, orders: WorkOrderWriter) {
    this.#context = context;
    this.#tables = tables;
    this.#orders = orders;
  }

  /**
   * Cases have joined and everything was settled. A decision that is another one now was told of
   * with all its cases when it was made; only the one that stayed says so here.
   */
  extend(before: DecidedBefore, caseNos: string[]): void {
    const row = this.#tables.invitations.byPosition(before.position);
    if (row?.kind !== 'batch' || caseNos.length === 0) return;
    const about = { rule: 'SZ-20a', invitation: row.position, caseNos } as const;
    if (row.ratedBy !== null && row.ratedBy === before.ratedBy) {
      const orderNo = this.#orders.openOrderOf(row.ratedBy);
      this.#append({ ...about, rating: row.ratedBy, ...(orderNo === null ? {} : { orderNo }) });
    } else if (row.defaultedBy !== null && row.defaultedBy === before.defaultedBy) {
      this.#append({ ...about, default: row.defaultedBy });
    }
  }

  #append(body: ExtendedBody): void {
    const { ledger, now } = this.#context;
    const { position } = ledger.append('invitation.extended', now, body);
    this.#tables.stories.add(body.invitation, position);
    if (body.rating !== undefined && body.orderNo !== undefined) {
      this.#orders.extend(body.rating, position);
    }
  }
}
