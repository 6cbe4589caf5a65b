import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ServiceRecord, Stage } from '../../../../protocol/index.ts';
import type { CaseView, Explanation } from '../../port.ts';
import type { RatingReader } from './ratings.ts';

/** All that is known of one case. */
export class CaseReader {
  readonly #ratings: RatingReader;
  readonly #records: StatementSync;
  readonly #invitations: StatementSync;

  constructor(db: DatabaseSync, ratings: RatingReader) {
    this.#ratings = ratings;
    this.#records = db.prepare(
      `SELECT s.position, s.systemId, s.receivedAt, l.payload
       FROM serviceRecords s JOIN ledger l ON l.position = s.position
       WHERE s.caseNo = ? ORDER BY s.position`,
    );
    this.#invitations = db.prepare(
      `SELECT i.invitationId, i.stage, i.openedAt, i.closesAt, i.ratedAt,
         l.body, m.body AS moved
       FROM invitations i JOIN ledger l ON l.position = i.position
         LEFT JOIN ledger m ON m.position = i.decision AND m.kind = 'invitation.moved'
       WHERE i.caseNo = ? ORDER BY i.position`,
    );
  }

  view(caseNo: string, now: number): CaseView | null {
    const records = this.#records.all(caseNo).map((row) => ({
      systemId: String(row.systemId),
      record: JSON.parse(String(row.payload)) as ServiceRecord,
      receivedAt: Number(row.receivedAt),
      position: Number(row.position),
    }));
    const invitations = this.#invitations.all(caseNo).map((row) => invitation(row, now));
    const ratings = this.#ratings.ofCase(caseNo);
    if (records.length + invitations.length + ratings.length === 0) return null;
    return { caseNo, records, invitations, ratings };
  }
}

function invitation(row: Record<string, unknown>, now: number): CaseView['invitations'][number] {
  const closesAt = Number(row.closesAt);
  const unrated = closesAt <= now ? 'closed' : 'open';
  return {
    invitationId: String(row.invitationId),
    stage: row.stage as Stage,
    openedAt: Number(row.openedAt),
    closesAt,
    status: row.ratedAt === null ? unrated : 'rated',
    explanation: explanationIn(row.body),
    moved: row.moved === null ? null : explanationIn(row.moved),
  };
}

function explanationIn(body: unknown): Explanation {
  return (JSON.parse(String(body)) as { explanation: Explanation }).explanation;
}
