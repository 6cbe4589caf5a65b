import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { EditionManifest } from '../../../../protocol/index.ts';
import type { EditionRow } from '../../port.ts';

/** Apps that terminals may run. */
export class EditionReader {
  readonly #one: StatementSync;
  readonly #all: StatementSync;

  constructor(db: DatabaseSync) {
    this.#one = db.prepare('SELECT manifest FROM editions WHERE edition = ?');
    this.#all = db.prepare(
      `SELECT edition, digest, json_array_length(manifest, '$.files') AS files, publishedAt,
         publishedBy FROM editions ORDER BY publishedAt DESC, edition`,
    );
  }

  one(edition: string): EditionManifest | null {
    const row = this.#one.get(edition);
    return row === undefined ? null : (JSON.parse(String(row.manifest)) as EditionManifest);
  }

  all(): EditionRow[] {
    return this.#all.all() as unknown as EditionRow[];
  }
}
