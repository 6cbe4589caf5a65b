import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Hall } from '../store/contract/hall.ts';
import { makePlace } from '../store/sqlite/contract-place.ts';
import { databasePath } from '../store/sqlite/database.ts';
import { recount } from './recount.ts';

describe('recounting the figures from the ledger', () => {
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

  function tamper(sql: string): void {
    const db = new DatabaseSync(path);
    try {
      db.exec(sql);
    } finally {
      db.close();
    }
  }

  it('proves them equal, while the hub is running', () => {
    expect(recount(path)).toEqual({
      sound: true,
      groups: 2,
      ratings: 2,
      cases: 1,
      differences: [],
    });
    expect(recount(path, { from: '2026-12-01' })).toMatchObject({ groups: 0, differences: [] });
  });

  it('lists every group that was changed, taken away or invented', () => {
    tamper(`UPDATE figures SET cases = 9 WHERE kind = 'citizen';
      DELETE FROM figures WHERE kind = 'unmatched';
      INSERT INTO figures SELECT '2026-11-23', hallId, departmentCode, windowNo, itemCode, staffNo,
        level, channel, kind, 7, 7 FROM figures`);
    const found = recount(path);
    expect(found.sound && found.differences.map(({ kept, ledger }) => [kept, ledger])).toEqual([
      [
        { ratings: 1, cases: 9 },
        { ratings: 1, cases: 1 },
      ],
      [
        { ratings: 7, cases: 7 },
        { ratings: 0, cases: 0 },
      ],
      [
        { ratings: 0, cases: 0 },
        { ratings: 1, cases: 0 },
      ],
    ]);
    const range = { from: '2026-11-23', to: '2026-11-23' };
    expect(recount(path, range)).toMatchObject({ ratings: 0, differences: [{}] });
  });

  it('proves nothing from a ledger that somebody touched', () => {
    tamper(`DROP TRIGGER ledger_is_never_changed; UPDATE ledger SET at = 0 WHERE position = 2`);
    expect(recount(path)).toMatchObject({ sound: false, position: 2 });
  });
});
