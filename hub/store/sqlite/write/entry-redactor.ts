import { hash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { payloadDigest } from '../../../ledger/chain.ts';
import { redactedDigest, redactionMarker } from '../../../ledger/redaction.ts';
import type { AccessLog } from './access-log.ts';
import { readMeta } from './meta.ts';

/** Why something is taken out, and by whom. */
export interface Redaction {
  reason: string;
  by: string;
  at: number;
}

/** Takes payloads out of the ledger and leaves one that can still be verified (PIPL 47). */
export class EntryRedactor {
  readonly #db: DatabaseSync;
  readonly #log: AccessLog;
  readonly #payload: StatementSync;
  readonly #note: StatementSync;
  readonly #mark: StatementSync;
  readonly #evidence: StatementSync;

  constructor(db: DatabaseSync, log: AccessLog) {
    this.#db = db;
    this.#log = log;
    this.#payload = db.prepare('SELECT payload FROM ledger WHERE position = ?');
    this.#note = db.prepare('INSERT INTO redactions (entry, position) VALUES (?, ?)');
    this.#mark = db.prepare('UPDATE ledger SET payload = ? WHERE position = ?');
    this.#evidence = db.prepare('UPDATE quarantine SET payload = ? WHERE digest = ?');
  }

  /** Entries of an older hub enter the hash as they are: nothing of them can be taken out. */
  isTooOld(position: number): boolean {
    return position <= Number(readMeta(this.#db, 'rechainedAt') ?? 0);
  }

  /**
   * False when there is nothing to take out, or it was taken out before. What is left becomes the
   * payload of the entry that says so; a copy in quarantine goes too.
   *
   * @param about what the entry says besides the digest and the reason
   */
  redact(
    position: number,
    restOf: (payload: string) => string | null,
    {
      kind,
      about,
      why,
    }: { kind: 'rating.redacted' | 'words.redacted'; about: object; why: Redaction },
  ): boolean {
    const payload = String(this.#payload.get(position)?.payload ?? '');
    if (payload === '' || redactedDigest(payload) !== null) return false;
    const rest = restOf(payload);
    if (rest === null) return false;
    const digest = payloadDigest(payload);
    const { at, ...said } = why;
    this.#note.run(position, this.#log.append(kind, at, { ...about, digest, ...said }, rest));
    const marker = redactionMarker(digest);
    this.#mark.run(marker, position);
    const evidenceDigest = hash('sha256', payload, 'base64url');
    this.#evidence.run(Buffer.from(marker).toString('base64'), evidenceDigest);
    return true;
  }
}
