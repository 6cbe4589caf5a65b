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

/** What it is about: changes with the records of its cases. */
const CONTENTS = [
  'position',
  'invitationId',
  'groupKey',
  'kind',
  'stage',
  'pack',
  'test',
  'openedAt',
  'lastDay',
  'defaultLevel',
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
/** How it stands: changes with every rating. */
const STATES = [
  'position',
  'closesAt',
  'state',
  'ratedAt',
  'ratedBy',
  'defaultedBy',
  'decision',
] as const satisfies (keyof InvitationRow)[];

/** A default that falls due, as much of it as the figures need. */
export type DueInvitation = RatedPlace &
  Pick<InvitationRow, 'lastDay' | 'defaultLevel' | 'cases' | 'test'>;
type AlikeDue = DueInvitation & { times: number };

/** The rights to rate: at most one for a case at a stage. */
export class InvitationTable {
  readonly #find: StatementSync;
  readonly #byKey: StatementSync;
  readonly #byPosition: StatementSync;
  readonly #byId: StatementSync;
  readonly #findId: StatementSync;
  readonly #contents: Saving;
  readonly #states: Saving;
  readonly #rated: StatementSync;
  readonly #due: StatementSync;
  readonly #dueContents: StatementSync;
  readonly #default: StatementSync;
  readonly #openUnder: StatementSync;

  constructor(db: DatabaseSync) {
    this.#find = db.prepare(
      `SELECT i.* FROM invitationCases c JOIN invitations i ON i.position = c.invitation
       WHERE c.caseNo = ? AND c.stage = ?`,
    );
    const select = 'SELECT i.* FROM invitations i';
    this.#byKey = db.prepare(`${select} WHERE i.groupKey = ?`);
    this.#byPosition = db.prepare(`${select} WHERE i.position = ?`);
    this.#byId = db.prepare(`${select} WHERE i.invitationId = ?`);
    this.#findId = db.prepare(
      `SELECT 1 FROM invitations WHERE invitationId = ? AND state <> 'void'`,
    );
    this.#contents = new Saving(db, 'invitationContents', CONTENTS);
    this.#states = new Saving(db, 'invitationStates', STATES);
    this.#openUnder = db.prepare(
      `${select} WHERE i.pack = ? AND i.state = 'open' AND i.closesAt > ? ORDER BY i.position`,
    );
    this.#rated = db.prepare(
      `UPDATE invitationStates SET state = 'rated', ratedAt = ?, ratedBy = ?, defaultedBy = NULL
       WHERE position = ?`,
    );
    this.#due = db.prepare(
      `SELECT position FROM invitationStates WHERE state = 'open' AND closesAt <= ?
       ORDER BY closesAt, position LIMIT ?`,
    );
    const listed = 'position IN (SELECT value FROM json_each(?))';
    this.#dueContents = db.prepare(
      `SELECT lastDay, defaultLevel, cases, test, hallId, departmentCode, windowNo, itemCode,
         staffNo, count(*) AS times
       FROM invitationContents WHERE ${listed} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9`,
    );
    this.#default = db.prepare(
      `UPDATE invitationStates SET state = 'defaulted', defaultedBy = ?, decision = ?
       WHERE ${listed}`,
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
    this.#contents.insert(row);
    this.#states.insert(row);
  }

  save(row: InvitationRow): void {
    this.#contents.update(row);
    this.#states.update(row);
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

  /**
   * SZ-17b: up to `limit` that nobody rated in time are defaulted by the entry at `position`.
   * Returns where they lie, and what they are about: alike ones once, with how often.
   */
  setDefaulted(
    position: number,
    closedBy: number,
    limit: number,
  ): { positions: number[]; about: AlikeDue[] } {
    const positions = this.#due.all(closedBy, limit).map((row) => Number(row.position));
    if (positions.length === 0) return { positions, about: [] };
    const listed = JSON.stringify(positions);
    this.#default.run(position, position, listed);
    return { positions, about: this.#dueContents.all(listed) as unknown as AlikeDue[] };
  }
}

/** Writes whole rows of one of the two tables that an invitation lies in. */
class Saving {
  readonly #columns: readonly (keyof InvitationRow)[];
  readonly #insert: StatementSync;
  readonly #update: StatementSync;

  constructor(db: DatabaseSync, table: string, columns: readonly (keyof InvitationRow)[]) {
    this.#columns = columns;
    this.#insert = db.prepare(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
    this.#update = db.prepare(
      `UPDATE ${table} SET ${columns.map((column) => `${column} = ?`).join(', ')}
       WHERE position = ?`,
    );
  }

  insert(row: InvitationRow): void {
    this.#insert.run(...this.#columns.map((column) => row[column]));
  }

  update(row: InvitationRow): void {
    this.#update.run(...this.#columns.map((column) => row[column]), row.position);
  }
}

function one(row: unknown): InvitationRow | null {
  return (row as InvitationRow | undefined) ?? null;
}
