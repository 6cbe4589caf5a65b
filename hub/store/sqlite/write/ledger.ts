import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { entryHash, GENESIS, type LedgerKind } from '../../../ledger/chain.ts';

/** Appends to the ledger and keeps its head, inside the writer's transaction. */
export class LedgerWriter {
  readonly #insert: StatementSync;
  readonly #newest: StatementSync;
  #position = 0;
  #hash = GENESIS;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare(
      'INSERT INTO ledger (position, kind, at, body, payload, hash) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#newest = db.prepare('SELECT position, hash FROM ledger ORDER BY position DESC LIMIT 1');
    this.reset();
  }

  /** The position of the entry that comes next. */
  get next(): number {
    return this.#position + 1;
  }

  append(
    kind: LedgerKind,
    at: number,
    body: object,
    payload = '',
  ): { position: number; hash: string } {
    const position = this.#position + 1;
    const text = JSON.stringify(body);
    const hash = entryHash(this.#hash, { position, kind, at, body: text, payload });
    this.#insert.run(position, kind, at, text, payload, hash);
    this.#position = position;
    this.#hash = hash;
    return { position, hash };
  }

  /** Reads the head again, after a rollback. */
  reset(): void {
    const head = this.#newest.get() as { position: number; hash: string } | undefined;
    this.#position = head?.position ?? 0;
    this.#hash = head?.hash ?? GENESIS;
  }
}
