import type { StatementSync } from 'node:sqlite';
import type { DefaultWithdrawnBody, SettledBody } from '../../../ledger/bodies.ts';
import { type Standing, standingOf } from '../../../ratings/judge.ts';
import { leftOutOf } from '../../../ratings/rating-scope.ts';
import { type Candidate, winnersOf } from '../../../ratings/winner.ts';
import type { RatingStanding } from '../../port.ts';
import type { WriteContext } from './context.ts';
import type { FigureMoves } from './figure-moves.ts';
import type { InvitationRow } from './invitation-table.ts';
import { placeOf } from './place-of.ts';
import type { RatingRow } from './rating-table.ts';
import { addCase, emptyScope, type Scope } from './scope.ts';
import type { Tables } from './tables.ts';
import type { WorkOrderWriter } from './work-orders.ts';

/** A phone, or a business system. */
const NOWHERE = { hallId: '', windowNo: null };

/**
 * Sees that after any change of what is known each rating stands as the rules say of all that is
 * known now, whatever came first, and that the figures follow.
 */
export class Standings {
  readonly #context: WriteContext;
  readonly #tables: Tables;
  readonly #moves: FigureMoves;
  readonly #orders: WorkOrderWriter;
  readonly #closedBy: StatementSync;

  constructor(
    context: WriteContext,
    parts: { tables: Tables; moves: FigureMoves; orders: WorkOrderWriter },
  ) {
    this.#context = context;
    this.#tables = parts.tables;
    this.#moves = parts.moves;
    this.#orders = parts.orders;
    this.#closedBy = context.db.prepare(
      `SELECT coalesce(json_extract(body, '$.closedBy'), at) AS at FROM ledger WHERE position = ?`,
    );
  }

  /** The invitation with all its cases. */
  scopeOf(invitation: number): Scope {
    const scope = emptyScope();
    scope.invitations.add(invitation);
    for (const { caseNo, stage } of this.#tables.members.of(invitation)) {
      addCase(scope, caseNo, stage);
    }
    return scope;
  }

  /** Makes a change and settles what follows from it. The change may add to the scope. */
  settleAfter(scope: Scope, change: () => void): void {
    this.#moves.take(scope, -1);
    change();
    const left = new Map(scope.cases);
    for (const position of scope.invitations) {
      const invitation = this.#tables.invitations.byPosition(position);
      if (invitation === null) continue;
      const members = this.#tables.members.of(position);
      for (const { caseNo, stage } of members) left.delete(`${caseNo}|${stage}`);
      const rows = members.flatMap(({ caseNo, stage }) =>
        this.#tables.ratings.ofCase(caseNo, stage),
      );
      this.#settle(invitation, rows);
    }
    for (const { caseNo, stage } of left.values()) {
      for (const row of this.#tables.ratings.ofCase(caseNo, stage)) this.#strand(row);
    }
    this.#moves.take(scope, 1);
  }

  #settle(invitation: InvitationRow, rows: RatingRow[]): void {
    const genuine = rows.filter((row) => row.standing !== 'forged');
    const candidates = genuine.map((row) => this.#candidate(row, invitation));
    const { kind, position } = invitation;
    const linked = kind === 'theme' ? this.#tables.members.linkedOf(position) : null;
    const winners = winnersOf(candidates, (caseNo) => linked?.has(caseNo) ?? false);
    for (const candidate of candidates) {
      this.#write(candidate.rating, this.#standingIn(candidate, winners, invitation), invitation);
    }
    this.#conclude(invitation, winners[0]?.rating ?? null);
  }

  #candidate(rating: RatingRow, invitation: InvitationRow): Candidate<RatingRow> {
    const { tappedAt, eventId } = rating;
    return { rating, tappedAt, eventId, standing: this.#alone(rating, invitation) };
  }

  /** How it would stand if it were the only rating. */
  #alone(rating: RatingRow, invitation: InvitationRow | null): Standing {
    const { body } = this.#tables.ratings.content(rating.position);
    const { prompts, invitations } = this.#tables;
    const facts = {
      prompt: prompts.find(rating.promptId),
      invitation: invitation && { ...invitation, ratedAt: null },
      namesAnotherInvitation:
        invitations.isAnother(body.invitationId, invitation) && !prompts.isOwn(body),
      ratesNothing: this.#tables.members.ratesNothing(body, invitation),
    };
    const rules = this.#context.judgeRules(invitation, rating.tappedAt);
    const tap = { ...rating, leftOut: leftOutOf(rating.stage, body) };
    return standingOf(facts, tap, rules);
  }

  #standingIn(
    candidate: Candidate<RatingRow>,
    winners: readonly Candidate<RatingRow>[],
    { invitationId, pack }: InvitationRow,
  ): Standing {
    if (candidate.standing.standing !== 'counted') return candidate.standing;
    const ofCase = winners.find(({ rating }) => rating.caseNo === candidate.rating.caseNo);
    const winner = ofCase ?? winners[0];
    if (winner === undefined || candidate === winner) return candidate.standing;
    const facts = { tappedAt: candidate.tappedAt, invitationId, ratedAt: winner.tappedAt };
    return {
      standing: 'refused',
      reason: 'alreadyRated',
      explanation: { rule: 'SZ-1R', pack, facts },
    };
  }

  /** No invitation any more: it waits again, as if its record had not come yet. */
  #strand(row: RatingRow): void {
    if (row.standing !== 'forged') this.#write(row, this.#alone(row, null), null);
  }

  /** Writes how a rating stands, if that is another way than before. */
  #write(row: RatingRow, decided: Standing, invitation: InvitationRow | null): void {
    const standing = keptStanding(row, decided);
    const reason = 'reason' in decided ? decided.reason : null;
    const about = invitation?.position ?? null;
    const linked = about === null ? undefined : this.#tables.members.linkedOf(about);
    const terminal = this.#context.terminals.get(row.terminalId) ?? NOWHERE;
    const place = placeOf(linked?.get(row.caseNo) ?? invitation, terminal);
    const same =
      row.standing === standing &&
      row.reason === reason &&
      row.invitation === about &&
      Object.entries(place).every(([name, value]) => row[name as keyof RatingRow] === value);
    if (same) return;
    const before = { ...row };
    const after = { ...row, ...place, standing, reason, invitation: about };
    const said = () => this.#tables.ratings.content(row.position).body;
    const order = this.#orders.changeOf(before, after, { said, invitation });
    const body: SettledBody = {
      rating: row.position,
      ...(about === null ? { place } : { invitation: about }),
      ...decided,
      ...order,
      standing,
    };
    const { position } = this.#context.ledger.append('rating.settled', this.#context.now, body);
    this.#tables.stories.add(row.position, position);
    Object.assign(row, after, { decision: position });
    this.#tables.ratings.settle(row);
    this.#orders.change(row, order, position);
  }

  /** The invitation says what came of it; a default gives way to a genuine rating (SZ-17c). */
  #conclude(invitation: InvitationRow, winner: RatingRow | null): void {
    const { defaultedBy, state } = invitation;
    const withdrawn = defaultedBy !== null && (winner !== null || !this.#isDefaultDue(invitation));
    if (withdrawn) this.#withdrawDefault(invitation, winner);
    if (winner !== null) {
      if (invitation.ratedBy === winner.position && invitation.ratedAt === winner.tappedAt) return;
      this.#tables.invitations.setRated(invitation, winner.tappedAt, winner.position);
      return;
    }
    if (!withdrawn && state !== 'rated') return;
    const open = state === 'void' ? 'void' : 'open';
    Object.assign(invitation, { state: open, ratedAt: null, ratedBy: null, defaultedBy: null });
    this.#tables.invitations.save(invitation);
  }

  /** A clock that stands back does not undo what was due: it may go forward again (SZ-17b). */
  #isDefaultDue({ closesAt, state, defaultedBy }: InvitationRow): boolean {
    if (state === 'void') return false;
    return closesAt <= this.#context.now || closesAt <= Number(this.#closedBy.get(defaultedBy)?.at);
  }

  #withdrawDefault(invitation: InvitationRow, winner: RatingRow | null): void {
    const body: DefaultWithdrawnBody = {
      invitation: invitation.position,
      ...(winner === null ? { rule: 'SZ-17a' } : { rule: 'SZ-17c', rating: winner.position }),
    };
    const { position } = this.#context.ledger.append('default.withdrawn', this.#context.now, body);
    invitation.decision = position;
    this.#tables.stories.add(invitation.position, position);
    if (invitation.defaultedBy === null) return;
    this.#tables.stories.add(invitation.position, invitation.defaultedBy);
  }
}

/** A rating that is not adopted counts as one for its case all the same (SZ-22a). */
function keptStanding(row: RatingRow, { standing }: Standing): RatingStanding {
  return row.standing === 'notAdopted' && standing === 'counted' ? 'notAdopted' : standing;
}
