import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { KeptIdentity, SealedFields, SealedIdentity } from '../../port.ts';

/** When a record's step happened, and when the record came. */
export interface RecordTimes {
  occurredAt: number;
  receivedAt: number;
}

/** Sealed identities, one a case, and the tombstones of deleted ones. */
export class IdentityTable {
  readonly #touch: StatementSync;
  readonly #put: StatementSync;
  readonly #due: StatementSync;
  readonly #bury: StatementSync;
  readonly #reseal: StatementSync;
  readonly #sealedWith: StatementSync;

  constructor(db: DatabaseSync) {
    this.#touch = db.prepare(
      `UPDATE identities SET lastRecordAt = max(lastRecordAt, ?2)
       WHERE caseNo = ?1 AND deletedAt IS NULL`,
    );
    const columns = 'kind, idType, keyId, name, idNo, phone, idNoIndex, phoneIndex';
    const updates = columns.split(', ').map((column) => `${column} = excluded.${column}`);
    // A tombstone gives way only to a step that happened after the deletion.
    this.#put = db.prepare(
      `INSERT INTO identities (caseNo, occurredAt, lastRecordAt, ${columns})
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET occurredAt = excluded.occurredAt,
         lastRecordAt = max(lastRecordAt, excluded.lastRecordAt),
         ${updates.join(', ')}, deletedAt = NULL, rule = NULL
       WHERE excluded.occurredAt >= occurredAt AND excluded.occurredAt > coalesce(deletedAt, -1)`,
    );
    this.#due = db.prepare(
      `SELECT caseNo FROM identities WHERE deletedAt IS NULL AND lastRecordAt < ?
       ORDER BY lastRecordAt LIMIT ?`,
    );
    const nothing = columns.split(', ').map((column) => `${column} = NULL`);
    this.#bury = db.prepare(
      `UPDATE identities SET ${nothing.join(', ')}, deletedAt = ?, rule = ? WHERE caseNo = ?`,
    );
    this.#reseal = db.prepare(
      `UPDATE identities SET keyId = ?, name = ?, idNo = ?, phone = ?
       WHERE caseNo = ? AND keyId = ? AND name = ?`,
    );
    this.#sealedWith = db.prepare('SELECT count(*) AS identities FROM identities WHERE keyId = ?');
  }

  /** A record that names its applicant: kept unless a later step has named one already. */
  put(caseNo: string, identity: SealedIdentity, { occurredAt, receivedAt }: RecordTimes): void {
    const { kind, idType, keyId, name, idNo, phone, idNoIndex, phoneIndex } = identity;
    const fields = [kind, idType, keyId, name, idNo, phone, idNoIndex, phoneIndex];
    this.touch(caseNo, receivedAt);
    this.#put.run(caseNo, occurredAt, receivedAt, ...fields);
  }

  /** The case has had a record: its retention begins anew. */
  touch(caseNo: string, receivedAt: number): void {
    this.#touch.run(caseNo, receivedAt);
  }

  /** Cases without a record since `before`, the longest quiet ones first. */
  due(before: number, limit: number): string[] {
    return this.#due.all(before, limit).map((row) => String(row.caseNo));
  }

  bury(caseNo: string, deletedAt: number, rule: string): void {
    this.#bury.run(deletedAt, rule, caseNo);
  }

  /** False when the identity is another one by now. */
  reseal(was: KeptIdentity, { keyId, name, idNo, phone }: SealedFields): boolean {
    const changed = this.#reseal.run(keyId, name, idNo, phone, was.caseNo, was.keyId, was.name);
    return changed.changes === 1;
  }

  sealedWith(keyId: string): number {
    return Number(this.#sealedWith.get(keyId)?.identities);
  }
}
