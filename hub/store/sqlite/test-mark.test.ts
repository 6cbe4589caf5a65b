import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtInRules } from '../../rules/built-in.ts';
import { HandClock } from '../contract/hall.ts';
import { SHORT_LOG_PAGES } from './contract-place.ts';
import { databasePath } from './database.ts';
import { createSqliteStore } from './index.ts';
import { migrate, schemaVersion } from './migrate.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haochaping-mode-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = async (testMode: boolean) => {
  const rules = builtInRules('shenzhen');
  const options = { folder, clock: new HandClock(), rules, logPages: SHORT_LOG_PAGES, testMode };
  const store = createSqliteStore(options);
  await store.start();
  await store.stop();
};
const inDatabase = <T>(look: (db: DatabaseSync) => T): T => {
  const db = new DatabaseSync(databasePath(folder));
  try {
    return look(db);
  } finally {
    db.close();
  }
};

describe('the mark of test data', () => {
  it('is made in an empty folder, stays, and no hub of production opens it again', async () => {
    await open(true);
    await open(true);
    await expect(open(false)).rejects.toMatchObject({ code: 'testData' });
    for (const sql of [
      "DELETE FROM meta WHERE name = 'testMode'",
      "UPDATE meta SET name = 'other' WHERE name = 'testMode'",
    ]) {
      expect(() => inDatabase((db) => db.exec(sql))).toThrow('stays test data');
    }
  });

  it('is not made in data of production, which stay as they were', async () => {
    await open(false);
    await expect(open(true)).rejects.toMatchObject({ code: 'productionData' });
    const mark = "INSERT INTO meta VALUES ('testMode', 'yes')";
    expect(() => inDatabase((db) => db.exec(mark))).toThrow('never becomes test data');
    await open(false);
  });

  it('is refused before an older schema is changed', async () => {
    inDatabase((db) => {
      migrate(db, 5);
      db.exec("INSERT INTO meta VALUES ('epoch', 'e')");
    });
    await expect(open(true)).rejects.toMatchObject({ code: 'productionData' });
    expect(inDatabase(schemaVersion)).toBe(5);
  });
});
