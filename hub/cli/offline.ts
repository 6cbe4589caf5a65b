import { existsSync } from 'node:fs';
import { systemClock } from '../clock.ts';
import { verify } from '../ledger/verify.ts';
import { Accounts } from '../people/accounts.ts';
import { builtInRules } from '../rules/built-in.ts';
import { databasePath } from '../store/sqlite/database.ts';
import { createSqliteStore } from '../store/sqlite/index.ts';
import type { Call } from './call.ts';
import { CliError, EXIT } from './io.ts';

/** Reads a data folder only; a running hub is not disturbed. */
export async function verifyFolder({ words: [folder = ''], show }: Call): Promise<number> {
  const verification = verify(existing(folder));
  if (verification.sound) {
    const { entries, ratings, head } = verification;
    show(verification, `Sound: ${entries} entries, ${ratings} ratings, head ${head}\n`);
    return EXIT.ok;
  }
  const where = verification.position === null ? '' : ` at position ${verification.position}`;
  show(verification, `Broken${where}: ${verification.problem}\n`);
  return EXIT.broken;
}

/** Works on the folder itself, so whoever can do it could read the database anyway. */
export async function resetPassword({ words: [folder = ''], show }: Call): Promise<number> {
  existing(folder);
  const store = createSqliteStore({ folder, clock: systemClock, rules: builtInRules('shenzhen') });
  await store.start();
  // The hub is stopped, so nobody has a session to end.
  const sessions = { closeAll: () => undefined };
  const { name, password } = await new Accounts({ store, clock: systemClock, sessions })
    .restoreAdministrator()
    .finally(() => store.stop());
  show({ name, password }, `New password of ${name}, shown this once:\n${password}\n`);
  return EXIT.ok;
}

/** The database of a data folder; throws when there is none. */
export function existing(folder: string): string {
  const path = databasePath(folder);
  if (!existsSync(path)) throw new CliError(`No data folder of a hub: ${folder}`);
  return path;
}
