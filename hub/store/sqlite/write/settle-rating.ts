import { hash } from 'node:crypto';
import type { Rating, RatingBody } from '../../../../protocol/index.ts';
import type { SettledBody } from '../../../ledger/bodies.ts';
import { type Standing, standingOf } from '../../../ratings/judge.ts';
import type { Command, Explanation, RatingStanding } from '../../port.ts';
import type { WriteContext } from './context.ts';
import type { InvitationRow, InvitationTable } from './invitation-table.ts';
import { writeMeta } from './meta.ts';
import { placeOf } from './place-of.ts';
import type { PromptTable } from './prompt-table.ts';
import type { RatingRow, RatingTable } from './rating-table.ts';
import { refusedReceipt } from './receipt.ts';
import type { WorkOrderWriter } from './work-orders.ts';

/** Changes how stored ratings stand, when something becomes known that was not before. */
export class RatingSettler {
  readonly #context: WriteContext;
  readonly #ratings: RatingTable;
  readonly #invitations: InvitationTable;
  readonly #prompts: PromptTable;
  readonly #orders: WorkOrderWriter;

  constructor(
    context: WriteContext,
    parts: {
      ratings: RatingTable;
      invitations: InvitationTable;
      prompts: PromptTable;
      orders: WorkOrderWriter;
    },
  ) {
    this.#context = context;
    this.#ratings = parts.ratings;
    this.#invitations = parts.invitations;
    this.#prompts = parts.prompts;
    this.#orders = parts.orders;
  }

  /** The service record has come that these ratings waited for; the earliest tap counts. */
  settleWaiting(invitation: InvitationRow): void {
    const { caseNo, stage } = invitation;
    for (const row of this.#ratings.ofCase(caseNo, stage, 'unmatched')) {
      this.#judgeAgain(row, invitation);
    }
  }

  judged({ judgements }: Command<'signature.judged'>): { forged: number } {
    let forged = 0;
    for (const { position, valid } of judgements) {
      const row = this.#ratings.byPosition(position);
      if (row === null || row.signature !== 'unverified') continue;
      this.#ratings.setSignature(row, valid ? 'valid' : 'bad');
      if (valid) continue;
      this.#forged(row);
      forged++;
    }
    writeMeta(this.#context.db, 'verifiedUpTo', String(this.#ratings.verifiedUpTo()));
    return { forged };
  }

  /** Nobody's tap: out of the figures, kept as evidence, and the case can be rated again. */
  #forged(row: RatingRow): void {
    const wasCounted = row.standing === 'counted' || row.standing === 'notAdopted';
    const explanation = {
      rule: 'SZ-04',
      pack: this.#context.packName,
      facts: { signature: 'bad' },
    };
    this.#settle(row, { standing: 'forged', reason: 'badSignature', explanation });
    this.#keepEvidence(row);
    const invitation = this.#invitations.find(row.caseNo, row.stage);
    if (!wasCounted || invitation === null) return;
    this.#invitations.setRated(invitation, null);
    this.#settleDisplaced(invitation);
  }

  /** Genuine taps that were refused because the forged one stood in their place. */
  #settleDisplaced(invitation: InvitationRow): void {
    const { caseNo, stage } = invitation;
    for (const row of this.#ratings.ofCase(caseNo, stage, 'refused')) {
      if (invitation.ratedAt !== null) return;
      if (row.reason === 'alreadyRated') this.#judgeAgain(row, invitation);
    }
  }

  #judgeAgain(row: RatingRow, invitation: InvitationRow): void {
    const body = this.#bodyOf(row);
    const facts = {
      prompt: this.#prompts.find(row.promptId),
      invitation,
      namesAnotherInvitation: this.#invitations.isAnother(body.invitationId, invitation),
    };
    const rules = { pack: this.#context.packName, promptGraceMs: this.#context.pack.promptGraceMs };
    const standing = standingOf(facts, row, rules);
    this.#settle(row, standing, invitation);
    if (standing.standing === 'counted') this.#invitations.setRated(invitation, row.tappedAt);
  }

  #settle(row: RatingRow, decided: Standing | Forged, invitation?: InvitationRow): void {
    const { now, ledger, figures } = this.#context;
    const before = { ...row };
    const place = placeOf(invitation ?? row, row);
    const reason = 'reason' in decided ? decided.reason : null;
    const standing: RatingStanding = decided.standing;
    const about = invitation === undefined ? {} : { invitation: invitation.position };
    const after = { ...row, ...place, standing };
    const order = this.#orders.changeOf(before, after, () => this.#bodyOf(row));
    const body: SettledBody = { rating: row.position, ...about, ...decided, ...order };
    const { position } = ledger.append('rating.settled', now, body);
    Object.assign(row, place, { standing, reason, decision: position });
    this.#ratings.settle(row);
    figures.move(before, row);
    this.#orders.change(row, order, position);
  }

  #bodyOf({ position }: RatingRow): RatingBody {
    return (JSON.parse(this.#ratings.payload(position)) as Rating).body;
  }

  #keepEvidence({ position, terminalId }: RatingRow): void {
    const payload = this.#ratings.payload(position);
    const digest = hash('sha256', payload, 'base64url');
    const { reason, detail } = refusedReceipt('badSignature', digest);
    const entry = { at: this.#context.now, terminalId, source: 'rating', reason, detail, digest };
    const base64 = Buffer.from(payload).toString('base64');
    this.#context.quarantine.add({ ...entry, payload: base64 }, true);
  }
}

interface Forged {
  standing: 'forged';
  reason: 'badSignature';
  explanation: Explanation;
}
