import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { InvitationDetail } from '../../port.ts';

/** One invitation, for those who hold a link to it. */
export class InvitationReader {
  readonly #one: StatementSync;
  readonly #cases: StatementSync;

  constructor(db: DatabaseSync) {
    this.#one = db.prepare(
      `SELECT position, invitationId, kind, stage, pack, openedAt, closesAt, lastDay, state AS status,
         ratedAt, iif(defaultedBy IS NULL, NULL, defaultLevel) AS defaultLevel, caseNo, itemCode,
         itemName
       FROM invitations WHERE invitationId = ?`,
    );
    this.#cases = db.prepare(
      `SELECT caseNo, role, itemCode, itemName FROM invitationCases WHERE invitation = ?
       ORDER BY caseNo`,
    );
  }

  /** As it stands at `now`; null when there is no such invitation. */
  one(invitationId: string, now: number): InvitationDetail | null {
    const row = this.#one.get(invitationId);
    if (row === undefined) return null;
    const { position, ...invitation } = row as unknown as InvitationDetail & { position: number };
    const cases = this.#cases.all(position) as unknown as InvitationDetail['cases'];
    const isClosed = invitation.status === 'open' && invitation.closesAt <= now;
    return { ...invitation, status: isClosed ? 'closed' : invitation.status, cases };
  }
}
