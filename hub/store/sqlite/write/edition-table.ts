import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Command, Outcome } from '../../port.ts';
import type { LedgerWriter } from './ledger.ts';

/** Apps that terminals may run. */
export class EditionTable {
  readonly #insert: StatementSync;
  readonly #digest: StatementSync;
  readonly #digests: StatementSync;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare(
      `INSERT INTO editions (edition, digest, manifest, publishedAt, publishedBy)
       VALUES (?, ?, ?, ?, ?)`,
    );
    this.#digest = db.prepare('SELECT digest FROM editions WHERE edition = ?');
    this.#digests = db.prepare('SELECT edition, digest FROM editions');
  }

  publish(command: Command<'edition.publish'>, ledger: LedgerWriter): Outcome<'edition.publish'> {
    const { manifest, digest, by, at } = command;
    const { edition } = manifest;
    const known = this.digestOf(edition);
    if (known !== null) return { published: known === digest };
    this.#insert.run(edition, digest, JSON.stringify(manifest), at, by);
    ledger.append('edition.published', at, { edition, digest, by });
    return { published: true };
  }

  digestOf(edition: string): string | null {
    return (this.#digest.get(edition)?.digest as string | undefined) ?? null;
  }

  /** By the names of all editions. */
  digests(): ReadonlyMap<string, string> {
    return new Map(this.#digests.all().map((row) => [String(row.edition), String(row.digest)]));
  }
}
