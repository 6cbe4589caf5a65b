import { existsSync } from 'node:fs';
import { z } from 'zod';
import { systemClock } from '../clock.ts';
import { recount } from '../ledger/recount.ts';
import { verify } from '../ledger/verify.ts';
import { Accounts } from '../people/accounts.ts';
import { builtInRules } from '../rules/built-in.ts';
import { differenceText } from '../statistics/recount.ts';
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
  show(verification, `${brokenText(verification)}\n`);
  return EXIT.broken;
}

/** SZ-23b: anyone with the folder can count anew. Reads only; a running hub is not disturbed. */
export async function recountFolder(call: Call): Promise<number> {
  const {
    words: [folder = ''],
    options,
    show,
  } = call;
  const range = { ...dayOf('from', options.from), ...dayOf('to', options.to) };
  const result = recount(existing(folder), range);
  if (!result.sound) {
    show(result, `${brokenText(result)}\n`);
    return EXIT.broken;
  }
  const { groups, ratings, cases, differences } = result;
  const counted = `The ledger has ${ratings} ratings of ${cases} cases in ${groups} groups.`;
  const lines = differences.map(differenceText);
  const verdict = differences.length === 0 ? 'The figures are the same.' : 'Different are:';
  show(result, `${[`${counted} ${verdict}`, ...lines].join('\n')}\n`);
  return differences.length === 0 ? EXIT.ok : EXIT.broken;
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

function brokenText({ position, problem }: { position: number | null; problem: string }): string {
  return `Broken${position === null ? '' : ` at position ${position}`}: ${problem}`;
}

function dayOf<Name extends 'from' | 'to'>(name: Name, day: string | undefined) {
  if (day === undefined) return {};
  if (!z.iso.date().safeParse(day).success) {
    throw new CliError(`--${name}: ${day} is not a day, e.g. 2026-11-30`, EXIT.usage);
  }
  return { [name]: day };
}

/** The database of a data folder; throws when there is none. */
export function existing(folder: string): string {
  const path = databasePath(folder);
  if (!existsSync(path)) throw new CliError(`No data folder of a hub: ${folder}`);
  return path;
}
