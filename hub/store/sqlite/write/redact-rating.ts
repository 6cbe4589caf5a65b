import { hash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { RedactedBody } from '../../../ledger/bodies.ts';
import { payloadDigest } from '../../../ledger/chain.ts';
import { redactedDigest, redactionMarker, withoutText } from '../../../ledger/redaction.ts';
import type { Command, Outcome } from '../../port.ts';
import type { AccessLog } from './access-log.ts';
import { readMeta } from './meta.ts';
import type { RatingRow, RatingTable } from './rating-table.ts';

type Redacted = Outcome<'rating.redact'>;

/** Takes out what a citizen wrote, and leaves a ledger that can still be verified (PIPL 47). */
export class RatingRedactor {
  readonly #db: DatabaseSync;
  readonly #ratings: RatingTable;
  readonly #log: AccessLog;
  readonly #note: StatementSync;
  readonly #mark: StatementSync;
  readonly #evidence: StatementSync;

  constructor(db: DatabaseSync, ratings: RatingTable, log: AccessLog) {
    this.#db = db;
    this.#ratings = ratings;
    this.#log = log;
    this.#note = db.prepare('INSERT INTO redactions (rating, position) VALUES (?, ?)');
    this.#mark = db.prepare('UPDATE ledger SET payload = ? WHERE position = ?');
    this.#evidence = db.prepare('UPDATE quarantine SET payload = ? WHERE digest = ?');
  }

  /** All ratings under this event id; two terminals may have minted the same. */
  redact(command: Command<'rating.redact'>): Redacted {
    const rows = this.#ratings.allOfEvent(command.eventId);
    if (rows.length === 0) return { outcome: 'unknown' };
    const objection = rows.map((row) => this.#objection(row)).find((one) => one !== null);
    if (objection) return { outcome: objection };
    const written = rows.filter((row) => this.#redactOne(row, command));
    return { outcome: written.length > 0 ? 'redacted' : 'nothingWritten' };
  }

  /** A signature must be judged while the text that it signs is there. */
  #objection(row: RatingRow): 'chainTooOld' | 'signaturePending' | null {
    if (row.position <= Number(readMeta(this.#db, 'rechainedAt') ?? 0)) return 'chainTooOld';
    return row.signature === 'unverified' ? 'signaturePending' : null;
  }

  #redactOne(row: RatingRow, { reason, by, at }: Command<'rating.redact'>): boolean {
    const payload = this.#ratings.payload(row.position);
    if (redactedDigest(payload) !== null) return false;
    const rest = withoutText(payload);
    if (rest === null) return false;
    const digest = payloadDigest(payload);
    const { position: rating, terminalId, eventId, caseNo } = row;
    const body: RedactedBody = { rating, terminalId, eventId, digest, reason, by };
    this.#note.run(rating, this.#log.append('rating.redacted', at, { ...body, caseNo }, rest));
    const marker = redactionMarker(digest);
    this.#mark.run(marker, rating);
    const evidenceDigest = hash('sha256', payload, 'base64url');
    this.#evidence.run(Buffer.from(marker).toString('base64'), evidenceDigest);
    return true;
  }
}
