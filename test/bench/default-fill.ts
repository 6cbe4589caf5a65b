import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const CHUNK = 50_000;
const DAY_MS = 86_400_000;
const FAR_AHEAD = 4_000_000_000_000;

/** One in ten of them nobody has rated; the others are history. */
export const ONE_IN = 10;

/**
 * Fills the store of an idle hub with invitations by SQL, as many months of a city would: in two
 * hundred groups of the figures, each with a place, an item and a member of staff. They stand at
 * negative positions, so that the ledger goes on as it was; nothing of them is due yet.
 */
export function fillInvitations(folder: string, count: number, say: (line: string) => void): void {
  const db = open(folder);
  const numbers = 'WITH RECURSIVE n(i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)';
  const contents = db.prepare(
    `${numbers} INSERT INTO invitationContents (position, invitationId, groupKey, kind, stage, pack,
       test, openedAt, lastDay, defaultLevel, cases, declarationNo, caseNo, hallId, departmentCode,
       windowNo, itemCode, itemName, staffNo)
     SELECT -i, 'bench-' || i, 'case|B' || i || '|completion', 'plain', 'completion', 'shenzhen@1',
       0, 1, '2026-11-29', 3, 1, NULL, 'B' || i, 'h' || (i / 10 % 20), 'd' || (i / 10 % 50),
       'w' || (i / 10 % 200), 'i' || (i / 10 % 50), '居住证签注', 's' || (i / 10 % 200) FROM n`,
  );
  const states = db.prepare(
    `${numbers} INSERT INTO invitationStates (position, closesAt, state, ratedAt, ratedBy,
       defaultedBy, decision)
     SELECT -i, ${FAR_AHEAD}, iif(i % ${ONE_IN} = 0, 'open', 'rated'),
       iif(i % ${ONE_IN} = 0, NULL, 1), iif(i % ${ONE_IN} = 0, NULL, 1), NULL, -i FROM n`,
  );
  for (let from = 1; from <= count; from += CHUNK) {
    const to = Math.min(count, from + CHUNK - 1);
    contents.run(from, to);
    states.run(from, to);
  }
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
  say(`${count.toLocaleString('en')} invitations are in the store`);
}

/** All that nobody has rated falls due now, the oldest first. */
export function makeDue(folder: string): void {
  const db = open(folder);
  db.exec(
    `UPDATE invitationStates SET closesAt = ${Date.now() - 300 * DAY_MS} - position
     WHERE state = 'open' AND closesAt = ${FAR_AHEAD}`,
  );
  db.close();
}

/** Defaults made so far, by the figures; another connection, so the hub is not asked. */
export function watchDefaults(folder: string): { made(): number; close(): void } {
  const db = new DatabaseSync(join(folder, 'hub.sqlite'), { readOnly: true, timeout: 5_000 });
  const sum = db.prepare(
    `SELECT coalesce(sum(cases), 0) AS made FROM figures WHERE kind = 'default'`,
  );
  return { made: () => Number(sum.get()?.made), close: () => db.close() };
}

/** The same change of the same rows on a copy, as one statement: milliseconds until its commit. */
export async function bareSweepMs(folder: string): Promise<number> {
  const copy = join(folder, 'copy');

  await mkdir(copy);
  await copyFile(join(folder, 'hub.sqlite'), join(copy, 'hub.sqlite'));
  makeDue(copy);
  const db = open(copy);
  const due = db.prepare(
    `UPDATE invitationStates SET state = 'defaulted', defaultedBy = 1, decision = 1
     WHERE state = 'open' AND closesAt <= ?`,
  );
  const started = performance.now();
  due.run(Date.now());
  const elapsedMs = performance.now() - started;
  db.close();
  await rm(copy, { recursive: true });
  return elapsedMs;
}

/** With the settings of the hub's own connection. */
function open(folder: string): DatabaseSync {
  const db = new DatabaseSync(join(folder, 'hub.sqlite'), { timeout: 20_000 });
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF;
    PRAGMA wal_autocheckpoint = 8000; PRAGMA cache_size = -65536; PRAGMA mmap_size = ${1 << 30}`);
  return db;
}
