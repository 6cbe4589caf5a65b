import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Account, Answer, Directory, SystemRow } from '../../port.ts';
import { parseDirectory } from '../write/directory-cache.ts';

/** Who may speak to the hub, and the directory they speak of. */
export class AccessReader {
  readonly #system: StatementSync;
  readonly #systems: StatementSync;
  readonly #account: StatementSync;
  readonly #directory: StatementSync;

  constructor(db: DatabaseSync) {
    this.#system = db.prepare(
      'SELECT systemId, name FROM systems WHERE keyHash = ? AND revokedAt IS NULL',
    );
    this.#systems = db.prepare(
      'SELECT systemId, name, addedAt, revokedAt FROM systems ORDER BY systemId',
    );
    this.#account = db.prepare('SELECT name, role, passwordHash FROM accounts WHERE name = ?');
    this.#directory = db.prepare('SELECT content FROM directory');
  }

  system(keyHash: string): Answer<'system'> {
    return (this.#system.get(keyHash) as unknown as Answer<'system'> | undefined) ?? null;
  }

  systems(): SystemRow[] {
    return this.#systems.all() as unknown as SystemRow[];
  }

  account(name: string): Account | null {
    return (this.#account.get(name) as unknown as Account | undefined) ?? null;
  }

  directory(): Directory {
    return parseDirectory(this.#directory.get()?.content);
  }
}
