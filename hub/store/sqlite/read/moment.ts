import type { DatabaseSync } from 'node:sqlite';

/** Lets everything that `read` reads be of one moment; also inside another such reading. */
export function atOneMoment<T>(db: DatabaseSync, read: () => T): T {
  if (db.isTransaction) return read();
  db.exec('BEGIN');
  try {
    return read();
  } finally {
    db.exec('COMMIT');
  }
}
