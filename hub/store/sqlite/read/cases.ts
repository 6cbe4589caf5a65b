import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Level, ServiceRecord, Stage } from '../../../../protocol/index.ts';
import type { CaseView, Explanation, InvitationView } from '../../port.ts';
import type { RatingReader } from './ratings.ts';

/** All that is known of one case. */
export class CaseReader {
  readonly #ratings: RatingReader;
  readonly #records: StatementSync;
  readonly #invitations: StatementSync;
  readonly #members: StatementSync;

  constructor(db: DatabaseSync, ratings: RatingReader) {
    this.#ratings = ratings;
    this.#records = db.prepare(
      `SELECT s.position, s.systemId, s.receivedAt, l.payload
       FROM serviceRecords s JOIN ledger l ON l.position = s.position
       WHERE s.caseNo = ? ORDER BY s.position`,
    );
    this.#invitations = db.prepare(
      `SELECT i.position, i.invitationId, i.kind, i.stage, i.pack, i.openedAt, i.closesAt, i.state,
         i.defaultedBy, i.defaultLevel, c.explanation
       FROM invitationCases c JOIN invitations i ON i.position = c.invitation
       WHERE c.caseNo = ? ORDER BY i.position`,
    );
    this.#members = db.prepare(
      `SELECT caseNo, role, itemCode, itemName FROM invitationCases WHERE invitation = ?
       ORDER BY caseNo`,
    );
  }

  view(caseNo: string, now: number): CaseView | null {
    const records = this.#records.all(caseNo).map((row) => ({
      systemId: String(row.systemId),
      record: JSON.parse(String(row.payload)) as ServiceRecord,
      receivedAt: Number(row.receivedAt),
      position: Number(row.position),
    }));
    const invitations = this.#invitations.all(caseNo).map((row) => this.#invitation(row, now));
    const ratings = this.#ratings.ofCase(caseNo);
    if (records.length + invitations.length + ratings.length === 0) return null;
    return { caseNo, records, invitations, ratings };
  }

  #invitation(row: Record<string, unknown>, now: number): InvitationView {
    const closesAt = Number(row.closesAt);
    const isClosed = row.state === 'open' && closesAt <= now;
    return {
      invitationId: String(row.invitationId),
      kind: row.kind as InvitationView['kind'],
      stage: row.stage as Stage,
      pack: String(row.pack),
      openedAt: Number(row.openedAt),
      closesAt,
      status: isClosed ? 'closed' : (row.state as InvitationView['status']),
      defaultLevel: row.defaultedBy === null ? null : (row.defaultLevel as Level),
      cases: this.#members.all(Number(row.position)) as unknown as InvitationView['cases'],
      explanation: JSON.parse(String(row.explanation)) as Explanation,
    };
  }
}
