import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Stage } from '../../../../protocol/index.ts';
import type { RatedPlace } from '../../../statistics/figure.ts';

export interface InvitationRow extends RatedPlace {
  position: number;
  invitationId: string;
  caseNo: string;
  stage: Stage;
  openedAt: number;
  closesAt: number;
  ratedAt: number | null;
  itemName: string;
}

const COLUMNS = `position, invitationId, caseNo, stage, openedAt, closesAt, ratedAt, hallId,
  departmentCode, windowNo, itemCode, itemName, staffNo`;

/** The rights to rate: at most one for a case at a stage. */
export class InvitationTable {
  readonly #find: StatementSync;
  readonly #findId: StatementSync;
  readonly #insert: StatementSync;
  readonly #rated: StatementSync;

  constructor(db: DatabaseSync) {
    this.#find = db.prepare(`SELECT ${COLUMNS} FROM invitations WHERE caseNo = ? AND stage = ?`);
    this.#findId = db.prepare('SELECT 1 FROM invitations WHERE invitationId = ?');
    this.#insert = db.prepare(
      `INSERT INTO invitations (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#rated = db.prepare('UPDATE invitations SET ratedAt = ? WHERE position = ?');
  }

  find(caseNo: string, stage: Stage): InvitationRow | null {
    return (this.#find.get(caseNo, stage) as unknown as InvitationRow | undefined) ?? null;
  }

  /** Does `named` belong to another case or stage? An id nobody knows says nothing. */
  isAnother(named: string | null, found: InvitationRow | null): boolean {
    if (named === null || named === found?.invitationId) return false;
    return this.#findId.get(named) !== undefined;
  }

  insert(row: InvitationRow): void {
    this.#insert.run(
      row.position,
      row.invitationId,
      row.caseNo,
      row.stage,
      row.openedAt,
      row.closesAt,
      row.ratedAt,
      row.hallId,
      row.departmentCode,
      row.windowNo,
      row.itemCode,
      row.itemName,
      row.staffNo,
    );
  }

  /** Marks it as rated at this tap, or open again with null. */
  setRated(invitation: InvitationRow, ratedAt: number | null): void {
    invitation.ratedAt = ratedAt;
    this.#rated.run(ratedAt, invitation.position);
  }
}
