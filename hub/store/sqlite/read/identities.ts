import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { AccessLogEntry, Answer, IdentityRow, KeptIdentity, Query } from '../../port.ts';

const KEPT = 'caseNo, kind, idType, keyId, name, idNo, phone';

/** Sealed identities and who looked at them. */
export class IdentityReader {
  readonly #ofCase: StatementSync;
  readonly #byIndex: Record<'idNo' | 'phone', StatementSync>;
  readonly #sealedWith: StatementSync;
  readonly #keys: StatementSync;
  readonly #any: StatementSync;
  readonly #accesses: StatementSync;

  constructor(db: DatabaseSync) {
    this.#ofCase = db.prepare(
      `SELECT ${KEPT}, lastRecordAt, deletedAt, rule FROM identities WHERE caseNo = ?`,
    );
    const byIndex = (column: string) =>
      db.prepare(
        `SELECT ${KEPT} FROM identities WHERE ${column} = ? ORDER BY lastRecordAt DESC LIMIT ?`,
      );
    this.#byIndex = { idNo: byIndex('idNoIndex'), phone: byIndex('phoneIndex') };
    this.#sealedWith = db.prepare(`SELECT ${KEPT} FROM identities WHERE keyId = ? LIMIT ?`);
    this.#keys = db.prepare(
      `SELECT keyId, count(*) AS identities FROM identities WHERE keyId IS NOT NULL
       GROUP BY keyId ORDER BY keyId`,
    );
    this.#any = db.prepare('SELECT 1 FROM identities LIMIT 1');
    this.#accesses = db.prepare(
      `SELECT l.position, l.at, l.kind, l.body FROM accessLog a
       JOIN ledger l ON l.position = a.position
       WHERE a.position < ? ORDER BY a.position DESC LIMIT ?`,
    );
  }

  ofCase(caseNo: string): IdentityRow | null {
    const row = this.#ofCase.get(caseNo);
    if (row === undefined) return null;
    const { lastRecordAt, deletedAt, rule, ...identity } = row;
    if (deletedAt !== null) {
      return { state: 'deleted', caseNo, deletedAt: Number(deletedAt), rule: String(rule) };
    }
    const kept = identity as unknown as KeptIdentity;
    return { state: 'kept', identity: kept, lastRecordAt: Number(lastRecordAt) };
  }

  byIndex({ field, index, limit }: Query<'identitiesByIndex'>): KeptIdentity[] {
    return this.#byIndex[field].all(index, limit) as unknown as KeptIdentity[];
  }

  sealedWith({ keyId, limit }: Query<'identitiesSealedWith'>): KeptIdentity[] {
    return this.#sealedWith.all(keyId, limit) as unknown as KeptIdentity[];
  }

  keys(): Answer<'identityKeys'> {
    const keys = this.#keys.all() as unknown as Answer<'identityKeys'>['keys'];
    return { keys, known: this.#any.get() !== undefined };
  }

  accesses({ limit, before }: Query<'accessLog'>): AccessLogEntry[] {
    return this.#accesses.all(before ?? Number.MAX_SAFE_INTEGER, limit).map((row) => {
      const { by, reason, caseNo, caseNos, ...facts } = JSON.parse(String(row.body));
      return {
        position: Number(row.position),
        at: Number(row.at),
        kind: String(row.kind),
        by: by ?? 'hub',
        reason: reason ?? null,
        caseNos: caseNos ?? (caseNo ? [caseNo] : []),
        facts,
      };
    });
  }
}
