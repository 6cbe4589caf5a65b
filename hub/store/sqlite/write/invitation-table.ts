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
  /** Label of the rule pack it goes by, that of its completion's day. */
  pack: string;
  completedAt: number;
  /** Ledger position of the decision that set its present deadline. */
  decision: number;
}

const COLUMNS = `position, invitationId, caseNo, stage, openedAt, closesAt, ratedAt, hallId,
  departmentCode, windowNo, itemCode, itemName, staffNo, pack, completedAt, decision`;

/** The rights to rate: at most one for a case at a stage. */
export class InvitationTable {
  readonly #find: StatementSync;
  readonly #findId: StatementSync;
  readonly #insert: StatementSync;
  readonly #rated: StatementSync;
  readonly #openUnder: StatementSync;
  readonly #move: StatementSync;

  constructor(db: DatabaseSync) {
    this.#find = db.prepare(`SELECT ${COLUMNS} FROM invitations WHERE caseNo = ? AND stage = ?`);
    this.#findId = db.prepare('SELECT 1 FROM invitations WHERE invitationId = ?');
    this.#insert = db.prepare(
      `INSERT INTO invitations (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#rated = db.prepare('UPDATE invitations SET ratedAt = ? WHERE position = ?');
    this.#openUnder = db.prepare(
      `SELECT ${COLUMNS} FROM invitations
       WHERE pack = ? AND closesAt > ? AND ratedAt IS NULL ORDER BY position`,
    );
    this.#move = db.prepare('UPDATE invitations SET closesAt = ?, decision = ? WHERE position = ?');
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
      row.pack,
      row.completedAt,
      row.decision,
    );
  }

  /** Those that go by one pack, may still be rated and are not. Reads the table: rare work. */
  openUnder(pack: string, now: number): InvitationRow[] {
    return this.#openUnder.all(pack, now) as unknown as InvitationRow[];
  }

  move(invitation: InvitationRow, { closesAt, decision }: { closesAt: number; decision: number }) {
    this.#move.run(closesAt, decision, invitation.position);
  }

  /** Marks it as rated at this tap, or open again with null. */
  setRated(invitation: InvitationRow, ratedAt: number | null): void {
    invitation.ratedAt = ratedAt;
    this.#rated.run(ratedAt, invitation.position);
  }
}
