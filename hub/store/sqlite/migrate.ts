import { readdirSync, readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../errors.ts';

const FOLDER = new URL('./migrations/', import.meta.url);

interface Migration {
  number: number;
  file: string;
}

/**
 * Brings the schema up to this code's version, each migration in a transaction of its own.
 * A schema newer than the code is refused: old code must not write into it.
 *
 * @param upTo number of the last migration to apply; all of them when left out
 */
export function migrate(db: DatabaseSync, upTo?: number): number {
  const migrations = listed().slice(0, upTo);
  const newest = migrations.length;
  const present = schemaVersion(db);
  if (present > newest) {
    throw new StoreError(
      'schemaNewer',
      `The database has schema ${present}, this hub knows ${newest}. Start the newer hub.`,
    );
  }
  for (const migration of migrations.slice(present)) apply(db, migration);
  return newest;
}

export function schemaVersion(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.user_version);
}

function apply(db: DatabaseSync, { number, file }: Migration): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    db.exec(readFileSync(new URL(file, FOLDER), 'utf8'));
    db.exec(`PRAGMA user_version = ${number}`);
    db.exec('COMMIT');
  } catch (cause) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw new StoreError('migrationFailed', `Migration ${file} failed; nothing of it kept.`, cause);
  }
}

function listed(): Migration[] {
  const files = readdirSync(FOLDER).filter((file) => /^\d{4}-.+\.sql$/.test(file));
  const migrations = files.sort().map((file) => ({ number: Number(file.slice(0, 4)), file }));
  migrations.forEach(({ number, file }, index) => {
    if (number !== index + 1) {
      throw new StoreError('migrationFailed', `${file} should be number ${index + 1}.`);
    }
  });
  return migrations;
}
