import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { GENESIS } from '../../../ledger/chain.ts';
import type { RatingStanding, StoreState } from '../../port.ts';
import { schemaVersion } from '../migrate.ts';
import { readMeta, VERIFIED_UP_TO } from '../write/meta.ts';

/** How the store as a whole stands. */
export class StateReader {
  readonly #db: DatabaseSync;
  readonly #head: StatementSync;
  readonly #standings: StatementSync;
  readonly #quarantined: StatementSync;
  readonly #unverified: StatementSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#head = db.prepare('SELECT position, hash FROM ledger ORDER BY position DESC LIMIT 1');
    this.#standings = db.prepare(
      'SELECT standing, sum(ratings) AS ratings FROM figures GROUP BY standing',
    );
    this.#quarantined = db.prepare('SELECT count(*) AS count FROM quarantine');
    this.#unverified = db.prepare(
      `SELECT count(*) AS count FROM ratings
       WHERE signature = 'unverified' AND position > ${VERIFIED_UP_TO}`,
    );
  }

  read(): StoreState {
    const head = this.#head.get() as StoreState['ledger'] | undefined;
    const standings = new Map<unknown, number>();
    for (const row of this.#standings.all()) standings.set(row.standing, Number(row.ratings));
    const count = (standing: RatingStanding) => standings.get(standing) ?? 0;
    return {
      epoch: readMeta(this.#db, 'epoch') ?? '',
      schemaVersion: schemaVersion(this.#db),
      ledger: { position: head?.position ?? 0, hash: head?.hash ?? GENESIS },
      counts: {
        counted: count('counted'),
        unmatched: count('unmatched'),
        refused: count('refused'),
        forged: count('forged'),
        notAdopted: count('notAdopted'),
        quarantined: Number(this.#quarantined.get()?.count),
        quarantineDropped: Number(readMeta(this.#db, 'quarantineDropped') ?? '0'),
      },
      unverified: Number(this.#unverified.get()?.count),
    };
  }
}
