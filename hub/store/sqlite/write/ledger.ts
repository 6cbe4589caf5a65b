import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  CHAIN_VERSION,
  type ChainVersion,
  chainSaid,
  entryHash,
  GENESIS,
  type LedgerKind,
} from '../../../ledger/chain.ts';

/** Appends to the ledger and keeps its head, inside the writer's transaction. */
export class LedgerWriter {
  readonly #insert: StatementSync;
  readonly #newest: StatementSync;
  readonly #chain: StatementSync;
  #position = 0;
  #hash = GENESIS;
  #version: ChainVersion = CHAIN_VERSION;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare(
      'INSERT INTO ledger (position, kind, at, body, payload, hash) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#newest = db.prepare('SELECT position, hash FROM ledger ORDER BY position DESC LIMIT 1');
    this.#chain = db.prepare(
      `SELECT kind, body, position FROM ledger WHERE position = 1
       UNION ALL
       SELECT kind, body, position FROM ledger
       WHERE position = (SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'rechainedAt')
       ORDER BY position DESC LIMIT 1`,
    );
    this.reset();
  }

  /** The position that the next entry will have. */
  get next(): number {
    return this.#position + 1;
  }

  /** By which version entries are hashed now. */
  get version(): ChainVersion {
    return this.#version;
  }

  /** From the next entry on; the entry that says so was appended just now. */
  continueWith(version: ChainVersion): void {
    this.#version = version;
  }

  append(
    kind: LedgerKind,
    at: number,
    body: object,
    payload = '',
  ): { position: number; hash: string } {
    const position = this.#position + 1;
    const text = JSON.stringify(body);
    const entry = { position, kind, at, body: text, payload };
    const hash = entryHash(this.#hash, entry, { version: this.#version });
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
    const said = this.#chain.get() as { kind: string; body: string } | undefined;
    this.#version = (said && chainSaid(said.kind, said.body)) ?? CHAIN_VERSION;
  }
}
