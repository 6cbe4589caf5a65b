import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HallFile } from '../store/sqlite/hall-file.ts';
import { verify } from './verify.ts';

describe('verifying a ledger', () => {
  let file: HallFile;

  beforeEach(async () => {
    file = await HallFile.rated();
  });
  afterEach(() => file.remove());

  const UNLOCK = 'DROP TRIGGER ledger_is_never_changed; DROP TRIGGER ledger_is_never_shortened;';

  it('finds it sound while the hub is running', async () => {
    const { ledger } = await file.hall.store.query({ kind: 'state' });
    const { position: entries, hash: head } = ledger;
    expect(verify(file.path)).toEqual({ sound: true, entries, ratings: 2, head });
  });

  it('has a database that refuses to change or shorten it', () => {
    expect(() => file.tamper(`UPDATE ledger SET body = '{}'`)).toThrow('append-only');
    expect(() => file.tamper('DELETE FROM ledger')).toThrow('append-only');
  });

  it('names the first position where somebody changed, removed or exchanged an entry', () => {
    file.tamper(`${UNLOCK} UPDATE ledger SET payload = payload || ' ' WHERE position = 7`);
    expect(verify(file.path)).toMatchObject({ sound: false, position: 7 });
    file.tamper('DELETE FROM ratings; DELETE FROM ledger WHERE position = 3');
    expect(verify(file.path)).toMatchObject({ sound: false, position: 3 });
  });

  it('names a rating that says something else than the ledger', () => {
    file.tamper(`UPDATE ratings SET level = 1 WHERE caseNo = 'C1'`);
    const broken = verify(file.path);
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
    file.tamper(sql);
    expect(verify(file.path).sound).toBe(false);
  });
});
