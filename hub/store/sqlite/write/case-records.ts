import { hash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { canonicalText, type ServiceRecord } from '../../../../protocol/index.ts';
import type { RecordedBody } from '../../../ledger/bodies.ts';
import type { RatedPlace } from '../../../statistics/figure.ts';
import type { SealedIdentity } from '../../port.ts';

/** A record as it came, with its applicant sealed. */
export interface SaidRecord {
  record: ServiceRecord;
  identity: SealedIdentity | null;
}

/** A record as it was kept. */
export interface CaseRecord {
  position: number;
  record: ServiceRecord;
  /** Where the step was done, by the directory of that moment. */
  place: RatedPlace;
}

/** The service records as they came, each once. */
export class CaseRecords {
  readonly #known: StatementSync;
  readonly #insert: StatementSync;
  readonly #ofCase: StatementSync;

  constructor(db: DatabaseSync) {
    this.#known = db.prepare(
      'SELECT digest FROM serviceRecords WHERE systemId = ? AND recordId = ?',
    );
    this.#insert = db.prepare(
      `INSERT INTO serviceRecords (position, systemId, recordId, digest, caseNo, receivedAt)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.#ofCase = db.prepare(
      `SELECT s.position, l.body, l.payload FROM serviceRecords s JOIN ledger l ON l.position = s.position
       WHERE s.caseNo = ? ORDER BY s.recordId, s.systemId`,
    );
  }

  /** Has this id come before, and did it say the same? */
  known(systemId: string, said: SaidRecord): 'new' | 'same' | 'other' {
    const row = this.#known.get(systemId, said.record.recordId);
    if (row === undefined) return 'new';
    return row.digest === digestOf(said) ? 'same' : 'other';
  }

  insert(kept: SaidRecord & { position: number; systemId: string; receivedAt: number }): void {
    const { position, systemId, record, receivedAt } = kept;
    const { recordId, caseNo } = record;
    this.#insert.run(position, systemId, recordId, digestOf(kept), caseNo, receivedAt);
  }

  ofCase(caseNo: string): CaseRecord[] {
    return this.#ofCase.all(caseNo).map((row) => {
      const record = JSON.parse(String(row.payload)) as ServiceRecord;
      const { place } = JSON.parse(String(row.body)) as RecordedBody;
      return { position: Number(row.position), record, place: place ?? placeIn(record) };
    });
  }
}

/** Records of the first schema say no more than what they were told. */
function placeIn({ hallId, departmentCode, windowNo, item, staff }: ServiceRecord): RatedPlace {
  return {
    hallId: hallId ?? '',
    departmentCode: departmentCode ?? '',
    windowNo: windowNo ?? '',
    itemCode: item.itemCode,
    staffNo: staff?.staffNo ?? '',
  };
}

/** Another applicant under the same record id is another content; its own digest is keyed. */
function digestOf({ record, identity }: SaidRecord): string {
  const content = identity === null ? record : { ...record, applicant: identity.digest };
  return hash('sha256', canonicalText(content), 'hex');
}
