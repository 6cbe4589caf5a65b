import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Hall } from '../store/contract/hall.ts';
import { makePlace } from '../store/sqlite/contract-place.ts';
import { databasePath } from '../store/sqlite/database.ts';
import { verify } from './verify.ts';

describe('verifying a ledger', () => {
  let hall: Hall;
  let path: string;

  beforeEach(async () => {
    const place = await makePlace();
    hall = await Hall.open(place);
    path = databasePath(place.child.argument);
    await hall.send(hall.answer(await hall.report(hall.record('C1'))));
    await hall.send(hall.rating({ caseNo: 'C2' }));
  });
  afterEach(async () => {
    await hall.store.stop();
    await hall.place.remove();
  });

  /** As somebody with the file in hands could do it. */
  function tamper(sql: string): void {
    const db = new DatabaseSync(path);
    try {
      db.exec(sql);
    } finally {
      db.close();
    }
  }

  const UNLOCK = 'DROP TRIGGER ledger_is_never_changed; DROP TRIGGER ledger_is_never_shortened;';

  it('finds it sound while the hub is running', async () => {
    const { ledger } = await hall.store.query({ kind: 'state' });
    const { position: entries, hash: head } = ledger;
    expect(verify(path)).toEqual({ sound: true, entries, ratings: 2, head });
  });

  it('has a database that refuses to change or shorten it', () => {
    expect(() => tamper(`UPDATE ledger SET body = '{}'`)).toThrow('append-only');
    expect(() => tamper('DELETE FROM ledger')).toThrow('append-only');
  });

  it('names the first position where somebody changed, removed or exchanged an entry', () => {
    tamper(`${UNLOCK} UPDATE ledger SET payload = payload || ' ' WHERE position = 7`);
    expect(verify(path)).toMatchObject({ sound: false, position: 7 });
    tamper('DELETE FROM ratings; DELETE FROM ledger WHERE position = 3');
    expect(verify(path)).toMatchObject({ sound: false, position: 3 });
  });

  it('names a rating that says something else than the ledger', () => {
    tamper(`UPDATE ratings SET level = 1 WHERE caseNo = 'C1'`);
    const broken = verify(path);
    expect(broken).toMatchObject({ sound: false, position: expect.any(Number) });
  });

  it.each([
    ['a figure that was raised', 'UPDATE figures SET ratings = ratings + 1'],
    ['a total that was raised', 'UPDATE figureTotals SET ratings = ratings + 1'],
    ['a figure that was removed', 'DELETE FROM figures'],
    ['a figure that was invented', `UPDATE figures SET day = '2026-01-01'`],
    ['a sequence front that was moved', 'UPDATE terminals SET contiguousSeq = 9'],
    ['a rating that was removed', `DELETE FROM ratings WHERE caseNo = 'C2'`],
  ])('finds %s', (_, sql) => {
    tamper(sql);
    expect(verify(path).sound).toBe(false);
  });
});
