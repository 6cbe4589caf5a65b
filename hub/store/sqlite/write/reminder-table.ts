import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** A reminder that has fallen due, with what its invitation is now. */
export interface DueReminder {
  /** Ledger position of the invitation. */
  invitation: number;
  invitationId: string;
  state: string;
  closesAt: number;
  test: 0 | 1;
  /** A case of it whose applicant can be reached; null when none is left. */
  caseNo: string | null;
}

/** Which invitations are to be reminded of, and whom an SMS can reach. */
export class ReminderTable {
  readonly #addContact: StatementSync;
  readonly #contactOf: StatementSync;
  readonly #plan: StatementSync;
  readonly #due: StatementSync;
  readonly #reminded: StatementSync;
  readonly #drop: StatementSync;

  constructor(db: DatabaseSync) {
    this.#addContact = db.prepare('INSERT OR IGNORE INTO contacts (caseNo) VALUES (?)');
    const contact = `SELECT min(k.caseNo) AS caseNo FROM invitationCases c
      JOIN contacts k ON k.caseNo = c.caseNo WHERE c.invitation`;
    this.#contactOf = db.prepare(`${contact} = ?`);
    this.#plan = db.prepare(
      `INSERT INTO reminders (invitation, dueAt) VALUES (?, ?)
       ON CONFLICT DO UPDATE SET dueAt = excluded.dueAt WHERE remindedAt IS NULL`,
    );
    this.#due = db.prepare(
      `SELECT r.invitation, i.invitationId, i.state, i.closesAt, i.test,
         (${contact} = r.invitation) AS caseNo
       FROM reminders r JOIN invitations i ON i.position = r.invitation
       WHERE r.remindedAt IS NULL AND r.dueAt <= ? ORDER BY r.dueAt LIMIT ?`,
    );
    this.#reminded = db.prepare('UPDATE reminders SET remindedAt = ? WHERE invitation = ?');
    this.#drop = db.prepare('DELETE FROM reminders WHERE invitation = ? AND remindedAt IS NULL');
  }

  addContact(caseNo: string): void {
    this.#addContact.run(caseNo);
  }

  /** Can the applicant of any of its cases be reached? */
  hasContact(invitation: number): boolean {
    return typeof this.#contactOf.get(invitation)?.caseNo === 'string';
  }

  /** Sets or moves the day; one that was asked for already stays as it is. */
  plan(invitation: number, dueAt: number): void {
    this.#plan.run(invitation, dueAt);
  }

  due(at: number, limit: number): DueReminder[] {
    return this.#due.all(at, limit) as unknown as DueReminder[];
  }

  setReminded(invitation: number, at: number): void {
    this.#reminded.run(at, invitation);
  }

  /** It will not be needed. */
  drop(invitation: number): void {
    this.#drop.run(invitation);
  }
}
