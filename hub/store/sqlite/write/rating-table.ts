import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Channel, Level, Rating, RefusalReason, Stage } from '../../../../protocol/index.ts';
import { redactedDigest } from '../../../ledger/redaction.ts';
import type { RatedPlace } from '../../../statistics/figure.ts';
import type { LiveRating, RatingStanding } from '../../port.ts';
import { VERIFIED_UP_TO } from './meta.ts';

export interface RatingRow extends RatedPlace {
  position: number;
  terminalId: string;
  eventId: string;
  /** null where no terminal counts its events. */
  seq: number | null;
  promptId: string;
  caseNo: string;
  stage: Stage;
  /** null for a theme rated by its linked cases alone (SZ-20b). */
  level: Level | null;
  /** JSON of `LinkedRating[]`. */
  linked: string | null;
  channel: Channel;
  standing: RatingStanding;
  reason: RefusalReason | null;
  /** Ledger position of the decision that holds now. */
  decision: number;
  /** Ledger position of the invitation it is about. */
  invitation: number | null;
  /** `YYYY-MM-DD` of the tap, in the time zone of the rule pack. */
  day: string;
  tappedAt: number;
  receivedAt: number;
  storedAt: number;
  receiptCode: string;
  signature: LiveRating['signature'];
}

const COLUMNS = [
  'position',
  'terminalId',
  'eventId',
  'seq',
  'promptId',
  'caseNo',
  'stage',
  'level',
  'linked',
  'channel',
  'standing',
  'reason',
  'decision',
  'invitation',
  'day',
  'hallId',
  'departmentCode',
  'windowNo',
  'itemCode',
  'staffNo',
  'tappedAt',
  'receivedAt',
  'storedAt',
  'receiptCode',
  'signature',
] as const satisfies (keyof RatingRow)[];

/** The ratings as they stand now: a projection of the ledger. */
export class RatingTable {
  readonly #insert: StatementSync;
  readonly #byEvent: StatementSync;
  readonly #byPosition: StatementSync;
  readonly #ofCase: StatementSync;
  readonly #allOfEvent: StatementSync;
  readonly #payload: StatementSync;
  readonly #rest: StatementSync;
  readonly #settle: StatementSync;
  readonly #signature: StatementSync;
  readonly #verifiedUpTo: StatementSync;

  constructor(db: DatabaseSync) {
    const columns = COLUMNS.join(', ');
    const select = `SELECT ${columns} FROM ratings`;
    this.#insert = db.prepare(
      `INSERT INTO ratings (${columns}) VALUES (${COLUMNS.map(() => '?').join(', ')})`,
    );
    this.#byEvent = db.prepare(`${select} WHERE terminalId = ? AND eventId = ?`);
    this.#allOfEvent = db.prepare(`${select} WHERE eventId = ?`);
    this.#byPosition = db.prepare(`${select} WHERE position = ?`);
    this.#ofCase = db.prepare(
      `${select} WHERE caseNo = ? AND stage = ? ORDER BY tappedAt, position`,
    );
    this.#payload = db.prepare('SELECT payload FROM ledger WHERE position = ?');
    this.#rest = db.prepare(
      `SELECT l.payload FROM redactions r JOIN ledger l ON l.position = r.position
       WHERE r.entry = ?`,
    );
    this.#settle = db.prepare(
      `UPDATE ratings SET standing = ?, reason = ?, decision = ?, invitation = ?, hallId = ?,
         departmentCode = ?, windowNo = ?, itemCode = ?, staffNo = ? WHERE position = ?`,
    );
    this.#verifiedUpTo = db.prepare(
      `SELECT coalesce(
         (SELECT min(position) - 1 FROM ratings
          WHERE signature = 'unverified' AND position > ${VERIFIED_UP_TO}),
         (SELECT max(position) FROM ratings), 0) AS position`,
    );
    this.#signature = db.prepare('UPDATE ratings SET signature = ? WHERE position = ?');
  }

  insert(row: RatingRow): void {
    this.#insert.run(...COLUMNS.map((column) => row[column]));
  }

  byEvent(terminalId: string, eventId: string): RatingRow | null {
    return (this.#byEvent.get(terminalId, eventId) as unknown as RatingRow | undefined) ?? null;
  }

  byPosition(position: number): RatingRow | null {
    return (this.#byPosition.get(position) as unknown as RatingRow | undefined) ?? null;
  }

  /** Ratings of one case at one stage, the earliest tap first. */
  ofCase(caseNo: string, stage: Stage): RatingRow[] {
    return this.#ofCase.all(caseNo, stage) as unknown as RatingRow[];
  }

  /** Usually one; the id is unique for a terminal. */
  allOfEvent(eventId: string): RatingRow[] {
    return this.#allOfEvent.all(eventId) as unknown as RatingRow[];
  }

  /** The message as it came, or the marker in its place. */
  payload(position: number): string {
    return String(this.#payload.get(position)?.payload);
  }

  /** What the rating says, without what was redacted. */
  content(position: number): Rating {
    const payload = this.payload(position);
    const redacted = redactedDigest(payload) !== null;
    return JSON.parse(redacted ? String(this.#rest.get(position)?.payload) : payload) as Rating;
  }

  settle(row: RatingRow): void {
    this.#settle.run(
      row.standing,
      row.reason,
      row.decision,
      row.invitation,
      row.hallId,
      row.departmentCode,
      row.windowNo,
      row.itemCode,
      row.staffNo,
      row.position,
    );
  }

  /** No rating up to this position is unverified. */
  verifiedUpTo(): number {
    return Number(this.#verifiedUpTo.get()?.position);
  }

  setSignature(row: RatingRow, signature: LiveRating['signature']): void {
    row.signature = signature;
    this.#signature.run(signature, row.position);
  }
}
