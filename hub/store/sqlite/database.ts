import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../errors.ts';
import { commitFault } from './fault.ts';
import type { DatabaseSize } from './messages.ts';

const DATABASE_FILE = 'hub.sqlite';
const LOCK_FILE = 'hub.lock';
/**
 * So much of the database is read by way of a mapping. What reads far apart, as the defaults of a
 * night do (SZ-17b), takes half the time then. The file never shrinks, so the mapping stays whole.
 */
const MAPPED_BYTES = 1 << 30;

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
export function openForWriting(folder: string, size: DatabaseSize): DatabaseSync {
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
  if (size.maxBytes !== null) limitSize(db, size.maxBytes);
  reserveLog(db, size.logPages);
  // A page that changes often is written back once a checkpoint, so checkpoints are far apart.
  // What is deleted is overwritten: an identity past its retention does not linger in free pages.
  db.exec(`PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = ${size.logPages};
    PRAGMA cache_size = -65536; PRAGMA mmap_size = ${MAPPED_BYTES}`);
  return db;
}

/** A connection that can only read; SQLite itself refuses a write on it. */
export function openForReading(path: string): DatabaseSync {
  if (!existsSync(path)) throw new StoreError('folderUnusable', `There is no database ${path}.`);
  return new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
}

/**
 * Gives the log its full size before the first commit needs it. A commit that makes the file grow
 * must also wait for the file system's own journal; one that overwrites need not, which saves
 * about a third of the time of a single commit. What spills into the log here is rolled back, so
 * the database never sees it. A disk too full for it is no reason not to start.
 */
function reserveLog(db: DatabaseSync, pages: number): void {
  const bytes = pages * Number(setting(db, 'page_size'));
  db.exec('PRAGMA cache_size = 16; BEGIN IMMEDIATE; CREATE TABLE reserve (filler BLOB)');
  try {
    db.prepare('INSERT INTO reserve VALUES (zeroblob(?))').run(bytes);
  } catch (cause) {
    if (commitFault(cause).code !== 'diskFull') throw cause;
  } finally {
    if (db.isTransaction) db.exec('ROLLBACK');
  }
}

function limitSize(db: DatabaseSync, maxBytes: number): void {
  const pageSize = Number(setting(db, 'page_size'));
  db.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(maxBytes / pageSize))}`);
}

function setting(db: DatabaseSync, pragma: string): unknown {
  const row = db.prepare(`PRAGMA ${pragma}`).get();
  return row === undefined ? undefined : Object.values(row)[0];
}
