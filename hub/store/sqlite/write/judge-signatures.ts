import { hash } from 'node:crypto';
import type { SettledBody } from '../../../ledger/bodies.ts';
import type { Command } from '../../port.ts';
import type { WriteContext } from './context.ts';
import { writeMeta } from './meta.ts';
import { placeOf } from './place-of.ts';
import type { RatingRow } from './rating-table.ts';
import { refusedReceipt } from './receipt.ts';
import { addCase, emptyScope } from './scope.ts';
import type { Standings } from './standings.ts';
import type { Tables } from './tables.ts';
import type { WorkOrderWriter } from './work-orders.ts';

/** Writes down which signatures are good, and takes out what nobody tapped (architecture §5, 10). */
export class SignatureJudge {
  readonly #context: WriteContext;
  readonly #tables: Tables;
  readonly #standings: Standings;
  readonly #orders: WorkOrderWriter;

  constructor(
    context: WriteContext,
    parts: { tables: Tables; standings: Standings; orders: WorkOrderWriter },
  ) {
    this.#context = context;
    this.#tables = parts.tables;
    this.#standings = parts.standings;
    this.#orders = parts.orders;
  }

  judged({ judgements }: Command<'signature.judged'>): { forged: number } {
    const { ratings } = this.#tables;
    let forged = 0;
    for (const { position, valid } of judgements) {
      const row = ratings.byPosition(position);
      if (row === null || row.signature !== 'unverified') continue;
      ratings.setSignature(row, valid ? 'valid' : 'bad');
      if (valid) continue;
      this.#forged(row);
      forged++;
    }
    writeMeta(this.#context.db, 'verifiedUpTo', String(ratings.verifiedUpTo()));
    return { forged };
  }

  /**
   * Nobody's tap: out of the figures, kept as evidence, and the case can be rated again. It is
   * about no invitation, whatever it says: all that is known is the terminal it came from.
   */
  #forged(row: RatingRow): void {
    const scope = row.invitation === null ? emptyScope() : this.#standings.scopeOf(row.invitation);
    addCase(scope, row.caseNo, row.stage);
    this.#standings.settleAfter(scope, () => {
      const { ledger, now, terminals } = this.#context;
      const { pack } = this.#context.judgeRules(null, row.tappedAt);
      const explanation = { rule: 'SZ-04', pack, facts: { signature: 'bad' } };
      const decided = { standing: 'forged', reason: 'badSignature', explanation } as const;
      const { standing, reason } = decided;
      const place = placeOf(null, terminals.get(row.terminalId) ?? row);
      const after = { ...row, ...place, standing, reason, invitation: null };
      const said = () => this.#tables.ratings.content(row.position).body;
      const order = this.#orders.changeOf(row, after, { said, invitation: null });
      const body: SettledBody = { rating: row.position, place, ...decided, ...order };
      const { position } = ledger.append('rating.settled', now, body);
      this.#tables.stories.add(row.position, position);
      this.#tables.ratings.settle({ ...after, decision: position });
      this.#orders.change(after, order, position);
    });
    this.#keepEvidence(row);
  }

  #keepEvidence({ position, terminalId }: RatingRow): void {
    const payload = this.#tables.ratings.payload(position);
    const digest = hash('sha256', payload, 'base64url');
    const { reason, detail } = refusedReceipt('badSignature', digest);
    const entry = { at: this.#context.now, terminalId, source: 'rating', reason, detail, digest };
    const base64 = Buffer.from(payload).toString('base64');
    this.#context.quarantine.add({ ...entry, payload: base64 }, true);
  }
}
