import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Account, AccountRow, Answer, Directory, Role, SystemRow } from '../../port.ts';
import { parseDirectory } from '../write/directory-cache.ts';

/** Who may speak to the hub, and the directory they speak of. */
export class AccessReader {
  readonly #system: StatementSync;
  readonly #systems: StatementSync;
  readonly #account: StatementSync;
  readonly #accounts: StatementSync;
  readonly #directory: StatementSync;

  constructor(db: DatabaseSync) {
    this.#system = db.prepare(
      'SELECT systemId, name, kind FROM systems WHERE keyHash = ? AND revokedAt IS NULL',
    );
    this.#systems = db.prepare(
      'SELECT systemId, name, kind, addedAt, revokedAt FROM systems ORDER BY systemId',
    );
    this.#account = db.prepare('SELECT name, roles, passwordHash FROM accounts WHERE name = ?');
    this.#accounts = db.prepare('SELECT name, roles FROM accounts ORDER BY name');
    this.#directory = db.prepare('SELECT content FROM directory');
  }

  system(keyHash: string): Answer<'system'> {
    return (this.#system.get(keyHash) as unknown as Answer<'system'> | undefined) ?? null;
  }

  systems(): SystemRow[] {
    return this.#systems.all() as unknown as SystemRow[];
  }

  account(name: string): Account | null {
    const row = this.#account.get(name);
    if (row === undefined) return null;
    return { name, roles: rolesOf(row), passwordHash: String(row.passwordHash) };
  }

  accounts(): AccountRow[] {
    return this.#accounts.all().map((row) => ({ name: String(row.name), roles: rolesOf(row) }));
  }

  directory(): Directory {
    return parseDirectory(this.#directory.get()?.content);
  }
}

function rolesOf(row: Record<string, unknown>): Role[] {
  return JSON.parse(String(row.roles)) as Role[];
}
