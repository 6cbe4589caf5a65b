import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../errors.ts';

const DATABASE_FILE = 'hub.sqlite';
const LOCK_FILE = 'hub.lock';

export function databasePath(folder: string): string {
  return join(folder, DATABASE_FILE);
}

/**
 * Holds the folder for one hub. The lock is SQLite's own exclusive one on a file beside the
 * database, so the operating system frees it however the process ends, and readers are untouched.
 */
export function lockFolder(folder: string): DatabaseSync {
  let lock: DatabaseSync;
  try {
    lock = new DatabaseSync(join(folder, LOCK_FILE), { timeout: 0 });
  } catch (cause) {
    throw new StoreError('folderUnusable', `Cannot write in the data folder ${folder}.`, cause);
  }
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (cause) {
    lock.close();
    throw new StoreError('folderInUse', `Another hub is using the data folder ${folder}.`, cause);
  }
}

/** The one connection that writes. WAL and FULL are asserted: a commit is on disk, or fails. */
export function openForWriting(folder: string, maxBytes: number | null): DatabaseSync {
  const db = new DatabaseSync(databasePath(folder), { timeout: 5_000 });
  const journal = setting(db, 'journal_mode = WAL');
  db.exec('PRAGMA synchronous = FULL');
  const synchronous = setting(db, 'synchronous');
  if (journal !== 'wal' || synchronous !== 2) {
    db.close();
    throw new StoreError(
      'notDurable',
      `The database runs with journal ${journal} and synchronous ${synchronous}; it needs wal and 2 (FULL).`,
    );
  }
  // A page that changes often is written back once a checkpoint, so checkpoints are far apart.
  db.exec('PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 8000; PRAGMA cache_size = -65536');
  if (maxBytes !== null) limitSize(db, maxBytes);
  return db;
}

/** A connection that can only read; SQLite itself refuses a write on it. */
export function openForReading(path: string): DatabaseSync {
  if (!existsSync(path)) throw new StoreError('folderUnusable', `There is no database ${path}.`);
  return new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
}

function limitSize(db: DatabaseSync, maxBytes: number): void {
  const pageSize = Number(setting(db, 'page_size'));
  db.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(maxBytes / pageSize))}`);
}

function setting(db: DatabaseSync, pragma: string): unknown {
  const row = db.prepare(`PRAGMA ${pragma}`).get();
  return row === undefined ? undefined : Object.values(row)[0];
}
