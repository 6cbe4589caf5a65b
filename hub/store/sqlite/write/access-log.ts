import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { LedgerKind } from '../../../ledger/chain.ts';
import type { LedgerWriter } from './ledger.ts';

/** Entries of the ledger that say who looked at a person or hid what one wrote, and why. */
export class AccessLog {
  readonly #ledger: LedgerWriter;
  readonly #insert: StatementSync;

  constructor(db: DatabaseSync, ledger: LedgerWriter) {
    this.#ledger = ledger;
    this.#insert = db.prepare('INSERT INTO accessLog (position) VALUES (?)');
  }

  /** Returns the ledger position. */
  append(kind: LedgerKind, at: number, body: object, payload = ''): number {
    const { position } = this.#ledger.append(kind, at, body, payload);
    this.#insert.run(position);
    return position;
  }
}
