import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { AccountChange, Command, Outcome, Role } from '../../port.ts';
import type { WriteContext } from './context.ts';

/** Who may do what at the hub. The ledger tells of each change; no hash of a password is in it. */
export class AccountDesk {
  readonly #context: WriteContext;
  readonly #put: StatementSync;
  readonly #add: StatementSync;
  readonly #password: StatementSync;
  readonly #roles: StatementSync;
  readonly #remove: StatementSync;
  readonly #rolesOf: StatementSync;
  readonly #administrators: StatementSync;

  constructor(db: DatabaseSync, context: WriteContext) {
    this.#context = context;
    const insert = 'INSERT INTO accounts (name, roles, passwordHash) VALUES (?, ?, ?)';
    this.#put = db.prepare(
      `${insert} ON CONFLICT DO UPDATE SET roles = excluded.roles,
         passwordHash = excluded.passwordHash`,
    );
    this.#add = db.prepare(`${insert} ON CONFLICT DO NOTHING`);
    this.#password = db.prepare('UPDATE accounts SET passwordHash = ? WHERE name = ?');
    this.#roles = db.prepare('UPDATE accounts SET roles = ? WHERE name = ?');
    this.#remove = db.prepare('DELETE FROM accounts WHERE name = ?');
    this.#rolesOf = db.prepare('SELECT roles FROM accounts WHERE name = ?');
    this.#administrators = db.prepare(
      `SELECT count(*) AS others FROM accounts, json_each(roles)
       WHERE value = 'administrator' AND name <> ?`,
    );
  }

  put({ account, at }: Command<'account.put'>): null {
    const { name, roles, passwordHash } = account;
    this.#put.run(name, JSON.stringify(roles), passwordHash);
    this.#context.ledger.append('account.put', at, { name, roles });
    return null;
  }

  add({ account, by, at }: Command<'account.add'>): Outcome<'account.add'> {
    const { name, roles, passwordHash } = account;
    const added = this.#add.run(name, JSON.stringify(roles), passwordHash).changes === 1;
    if (added) this.#context.ledger.append('account.added', at, { name, roles, by });
    return { added };
  }

  password(command: Command<'account.password'>): Outcome<'account.password'> {
    const { name, passwordHash, by, at } = command;
    const known = this.#password.run(passwordHash, name).changes === 1;
    if (known) this.#context.ledger.append('account.password', at, { name, by });
    return { known };
  }

  setRoles({ name, roles, by, at }: Command<'account.roles'>): AccountChange {
    const objection = this.#objection(name, roles);
    if (objection !== null) return objection;
    this.#roles.run(JSON.stringify(roles), name);
    this.#context.ledger.append('account.roles', at, { name, roles, by });
    return 'done';
  }

  remove({ name, by, at }: Command<'account.remove'>): AccountChange {
    const objection = this.#objection(name, []);
    if (objection !== null) return objection;
    this.#remove.run(name);
    this.#context.ledger.append('account.removed', at, { name, by });
    return 'done';
  }

  #objection(name: string, after: readonly Role[]): AccountChange | null {
    const row = this.#rolesOf.get(name);
    if (row === undefined) return 'unknownAccount';
    const roles = JSON.parse(String(row.roles)) as Role[];
    if (!roles.includes('administrator') || after.includes('administrator')) return null;
    return Number(this.#administrators.get(name)?.others) === 0 ? 'lastAdministrator' : null;
  }
}
