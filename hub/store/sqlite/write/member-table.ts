import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Stage } from '../../../../protocol/index.ts';
import type { InvitationKind } from '../../../invitations/group.ts';
import type { MemberBody } from '../../../ledger/bodies.ts';
import { type RatedCases, ratesNothing } from '../../../ratings/rating-scope.ts';
import type { RatedPlace } from '../../../statistics/figure.ts';

/** A case at a stage as a member of its invitation. */
export interface Member extends MemberBody {
  stage: Stage;
  /** Ledger position of its invitation. */
  invitation: number;
}

/** Which invitation each case at a stage belongs to. */
export class MemberTable {
  readonly #find: StatementSync;
  readonly #of: StatementSync;
  readonly #put: StatementSync;
  readonly #remove: StatementSync;
  readonly #belonged: StatementSync;

  constructor(db: DatabaseSync) {
    const columns = `caseNo, stage, invitation, role, completedAt, closesAt, lastDay, hallId,
      departmentCode, windowNo, itemCode, itemName, staffNo, explanation`;
    this.#find = db.prepare(
      `SELECT ${columns} FROM invitationCases WHERE caseNo = ? AND stage = ?`,
    );
    this.#of = db.prepare(
      `SELECT ${columns} FROM invitationCases WHERE invitation = ? ORDER BY caseNo`,
    );
    this.#put = db.prepare(
      `INSERT OR REPLACE INTO invitationCases (${columns})
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#belonged = db.prepare(
      'INSERT OR IGNORE INTO caseInvitations (caseNo, invitation) VALUES (?, ?)',
    );
    this.#remove = db.prepare('DELETE FROM invitationCases WHERE caseNo = ? AND stage = ?');
  }

  find(caseNo: string, stage: Stage): Member | null {
    const row = this.#find.get(caseNo, stage);
    return row === undefined ? null : memberOf(row);
  }

  /** In the order of their case numbers. */
  of(invitation: number): Member[] {
    return this.#of.all(invitation).map(memberOf);
  }

  /** Linked cases of a theme with where each belongs (SZ-20b). */
  linkedOf(invitation: number): Map<string, RatedPlace> {
    const linked = this.of(invitation).filter(({ role }) => role === 'linked');
    return new Map(linked.map(({ caseNo, place }) => [caseNo, place]));
  }

  /** SZ-20b: it gives no level to any case of its invitation. */
  ratesNothing(
    said: RatedCases,
    invitation: { position: number; kind: InvitationKind } | null,
  ): boolean {
    if (said.level !== null || invitation === null) return false;
    const linked = invitation.kind === 'theme' ? this.linkedOf(invitation.position) : new Map();
    return ratesNothing(said, linked);
  }

  put(member: Member): void {
    const { caseNo, stage, invitation, role, completedAt, closesAt, lastDay, place } = member;
    this.#put.run(
      caseNo,
      stage,
      invitation,
      role,
      completedAt,
      closesAt,
      lastDay,
      place.hallId,
      place.departmentCode,
      place.windowNo,
      place.itemCode,
      member.itemName,
      place.staffNo,
      JSON.stringify(member.explanation),
    );
    this.#belonged.run(caseNo, invitation);
  }

  remove(caseNo: string, stage: Stage): void {
    this.#remove.run(caseNo, stage);
  }
}

function memberOf(row: Record<string, unknown>): Member {
  const { caseNo, stage, invitation, role, completedAt, closesAt, lastDay, itemName } = row;
  const { hallId, departmentCode, windowNo, itemCode, staffNo, explanation } = row;
  const place = { hallId, departmentCode, windowNo, itemCode, staffNo };
  const known = { caseNo, stage, invitation, role, completedAt, closesAt, lastDay, itemName };
  return { ...known, place, explanation: JSON.parse(String(explanation)) } as Member;
}

/** What the ledger says of a member. */
export function memberBody({ stage: _, invitation: __, ...body }: Member): MemberBody {
  return body;
}
