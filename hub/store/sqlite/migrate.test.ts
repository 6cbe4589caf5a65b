import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { migrate } from './migrate.ts';
import { AccessReader } from './read/access.ts';

describe('a database of the first version', () => {
  it('keeps its administrators, who may do what they could', () => {
    const db = new DatabaseSync(':memory:');
    db.exec(readFileSync(new URL('./migrations/0001-first.sql', import.meta.url), 'utf8'));
    db.exec(`PRAGMA user_version = 1;
      INSERT INTO accounts (name, role, passwordHash) VALUES ('admin', 'administrator', 'h')`);
    migrate(db);
    const account = { name: 'admin', roles: ['administrator'], passwordHash: 'h' };
    expect(new AccessReader(db).account('admin')).toEqual(account);
    db.close();
  });
});
