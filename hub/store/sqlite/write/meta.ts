import type { DatabaseSync } from 'node:sqlite';

/**
 * Single facts about the whole store. `verifiedUpTo`: no rating up to this ledger position waits
 * for its signature to be checked; it spares the hot path an index. `calendarVersion`: the working
 * calendar that open deadlines were last counted by. `rechainedAt`: the entry after which an older
 * ledger goes on by digests of payloads; absent when it was begun so. `testMode`: test data, from the beginning and
 * for ever.
 */
export type MetaName =
  | 'epoch'
  | 'quarantineDropped'
  | 'verifiedUpTo'
  | 'calendarVersion'
  | 'rechainedAt'
  | 'testMode';

/** For the WHERE of a query over ratings that may still be unverified. */
export const VERIFIED_UP_TO = `(SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM meta
  WHERE name = 'verifiedUpTo')`;

export function readMeta(db: DatabaseSync, name: MetaName): string | null {
  const row = db.prepare('SELECT value FROM meta WHERE name = ?').get(name);
  return row === undefined ? null : String(row.value);
}

export function writeMeta(db: DatabaseSync, name: MetaName, value: string): void {
  db.prepare(
    'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  ).run(name, value);
}

export function addToCount(db: DatabaseSync, name: MetaName, amount: number): void {
  writeMeta(db, name, String(Number(readMeta(db, name) ?? '0') + amount));
}
