import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { GENESIS } from '../../../ledger/chain.ts';
import type { FigureKind } from '../../../statistics/figure.ts';
import type { StoreState } from '../../port.ts';
import { schemaVersion } from '../migrate.ts';
import { readMeta, VERIFIED_UP_TO } from '../write/meta.ts';

/** How the store as a whole stands. */
export class StateReader {
  readonly #db: DatabaseSync;
  readonly #head: StatementSync;
  readonly #kinds: StatementSync;
  readonly #quarantined: StatementSync;
  readonly #unverified: StatementSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#head = db.prepare('SELECT position, hash FROM ledger ORDER BY position DESC LIMIT 1');
    this.#kinds = db.prepare('SELECT kind, ratings FROM figureTotals');
    this.#quarantined = db.prepare('SELECT count(*) AS count FROM quarantine');
    this.#unverified = db.prepare(
      `SELECT count(*) AS count FROM ratings
       WHERE signature = 'unverified' AND position > ${VERIFIED_UP_TO}`,
    );
  }

  /** The last entry of the ledger. */
  head(): StoreState['ledger'] {
    const head = this.#head.get() as StoreState['ledger'] | undefined;
    return { position: head?.position ?? 0, hash: head?.hash ?? GENESIS };
  }

  read(): StoreState {
    const kinds = new Map<unknown, number>();
    for (const row of this.#kinds.all()) kinds.set(row.kind, Number(row.ratings));
    const count = (kind: FigureKind) => kinds.get(kind) ?? 0;
    return {
      epoch: readMeta(this.#db, 'epoch') ?? '',
      schemaVersion: schemaVersion(this.#db),
      ledger: this.head(),
      counts: {
        counted: count('citizen'),
        unmatched: count('unmatched'),
        refused: count('refused'),
        forged: count('forged'),
        notAdopted: count('notAdopted'),
        defaults: count('default'),
        test: count('test'),
        quarantined: Number(this.#quarantined.get()?.count),
        quarantineDropped: Number(readMeta(this.#db, 'quarantineDropped') ?? '0'),
      },
      unverified: Number(this.#unverified.get()?.count),
    };
  }
}
