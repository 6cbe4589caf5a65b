import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Level, Stage } from '../../../../protocol/index.ts';
import type { InvitationKind } from '../../../invitations/group.ts';
import type { RatedPlace } from '../../../statistics/figure.ts';

/** open: may be rated, or awaits its default. void: no case belongs to it any more. */
export type InvitationState = 'open' | 'rated' | 'defaulted' | 'void';

export interface InvitationRow extends RatedPlace {
  position: number;
  invitationId: string;
  groupKey: string;
  kind: InvitationKind;
  stage: Stage;
  /** Name and version of the rule pack in force when its case was completed. */
  pack: string;
  test: 0 | 1;
  openedAt: number;
  closesAt: number;
  lastDay: string;
  state: InvitationState;
  ratedAt: number | null;
  /** Ledger position of the rating that counts. */
  ratedBy: number | null;
  defaultLevel: Level;
  /** Ledger position of the default in force. */
  defaultedBy: number | null;
  /** Ledger position of the last decision about it. */
  decision: number;
  cases: number;
  declarationNo: string | null;
  caseNo: string;
  itemName: string;
}

const COLUMNS = [
  'position',
  'invitationId',
  'groupKey',
  'kind',
  'stage',
  'pack',
  'test',
  'openedAt',
  'closesAt',
  'lastDay',
  'state',
  'ratedAt',
  'ratedBy',
  'defaultLevel',
  'defaultedBy',
  'decision',
  'cases',
  'declarationNo',
  'caseNo',
  'hallId',
  'departmentCode',
  'windowNo',
  'itemCode',
  'itemName',
  'staffNo',
] as const satisfies (keyof InvitationRow)[];
/** All but what it is known by. */
const CHANGING = COLUMNS.filter((column) => !['position', 'invitationId'].includes(column));

/** A default that falls due, as much of it as the figures need. */
export type DueInvitation = RatedPlace &
  Pick<InvitationRow, 'position' | 'lastDay' | 'defaultLevel' | 'cases' | 'test'>;

/** The rights to rate: at most one for a case at a stage. */
export class InvitationTable {
  readonly #find: StatementSync;
  readonly #byKey: StatementSync;
  readonly #byPosition: StatementSync;
  readonly #byId: StatementSync;
  readonly #findId: StatementSync;
  readonly #insert: StatementSync;
  readonly #save: StatementSync;
  readonly #rated: StatementSync;
  readonly #default: StatementSync;
  readonly #openUnder: StatementSync;

  constructor(db: DatabaseSync) {
    const columns = COLUMNS.map((column) => `i.${column}`).join(', ');
    this.#find = db.prepare(
      `SELECT ${columns} FROM invitationCases c JOIN invitations i ON i.position = c.invitation
       WHERE c.caseNo = ? AND c.stage = ?`,
    );
    const select = `SELECT ${columns} FROM invitations i`;
    this.#byKey = db.prepare(`${select} WHERE i.groupKey = ?`);
    this.#byPosition = db.prepare(`${select} WHERE i.position = ?`);
    this.#byId = db.prepare(`${select} WHERE i.invitationId = ?`);
    this.#findId = db.prepare(
      `SELECT 1 FROM invitations WHERE invitationId = ? AND state <> 'void'`,
    );
    this.#insert = db.prepare(
      `INSERT INTO invitations (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`,
    );
    this.#save = db.prepare(
      `UPDATE invitations SET ${CHANGING.map((column) => `${column} = ?`).join(', ')}
       WHERE position = ?`,
    );
    this.#openUnder = db.prepare(
      `${select} WHERE i.pack = ? AND i.state = 'open' AND i.closesAt > ? ORDER BY i.position`,
    );
    this.#rated = db.prepare(
      `UPDATE invitations SET state = 'rated', ratedAt = ?, ratedBy = ?, defaultedBy = NULL
       WHERE position = ?`,
    );
    this.#default = db.prepare(
      `UPDATE invitations SET state = 'defaulted', defaultedBy = ?1, decision = ?1
       WHERE position IN (
         SELECT position FROM invitations WHERE state = 'open' AND closesAt <= ?2
         ORDER BY closesAt LIMIT ?3)
       RETURNING position, lastDay, defaultLevel, cases, test, hallId, departmentCode, windowNo,
         itemCode, staffNo`,
    );
  }

  find(caseNo: string, stage: Stage): InvitationRow | null {
    return one(this.#find.get(caseNo, stage));
  }

  byKey(groupKey: string): InvitationRow | null {
    return one(this.#byKey.get(groupKey));
  }

  byPosition(position: number): InvitationRow | null {
    return one(this.#byPosition.get(position));
  }

  byId(invitationId: string): InvitationRow | null {
    return one(this.#byId.get(invitationId));
  }

  /**
   * Does `named` belong to another case or stage? An id nobody knows says nothing, nor does one
   * that its cases have left.
   */
  isAnother(named: string | null, found: InvitationRow | null): boolean {
    if (named === null || named === found?.invitationId) return false;
    return this.#findId.get(named) !== undefined;
  }

  insert(row: InvitationRow): void {
    this.#insert.run(...COLUMNS.map((column) => row[column]));
  }

  save(row: InvitationRow): void {
    this.#save.run(...CHANGING.map((column) => row[column]), row.position);
  }

  /** Those that go by one pack, may still be rated and are not. Reads the table: rare work. */
  openUnder(pack: string, now: number): InvitationRow[] {
    return this.#openUnder.all(pack, now) as unknown as InvitationRow[];
  }

  /** Marks it as rated at this tap by the rating at this position; a default gives way (SZ-17c). */
  setRated(invitation: InvitationRow, ratedAt: number, ratedBy: number): void {
    Object.assign(invitation, { state: 'rated', ratedAt, ratedBy, defaultedBy: null });
    this.#rated.run(ratedAt, ratedBy, invitation.position);
  }

  /** SZ-17b: up to `limit` that nobody rated in time are defaulted by the entry at `position`. */
  setDefaulted(position: number, closedBy: number, limit: number): DueInvitation[] {
    return this.#default.all(position, closedBy, limit) as unknown as DueInvitation[];
  }
}

function one(row: unknown): InvitationRow | null {
  return (row as InvitationRow | undefined) ?? null;
}
