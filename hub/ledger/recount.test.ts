import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HallFile } from '../store/sqlite/hall-file.ts';
import { recount } from './recount.ts';

describe('recounting the figures from the ledger', () => {
  let file: HallFile;

  beforeEach(async () => {
    file = await HallFile.rated();
  });
  afterEach(() => file.remove());

  it('proves them equal, while the hub is running', () => {
    expect(recount(file.path)).toEqual({
      sound: true,
      groups: 2,
      ratings: 2,
      cases: 1,
      differences: [],
    });
    expect(recount(file.path, { from: '2026-12-01' })).toMatchObject({
      groups: 0,
      differences: [],
    });
  });

  it('lists every group that was changed, taken away or invented', () => {
    file.tamper(`UPDATE figures SET cases = 9 WHERE kind = 'citizen';
      DELETE FROM figures WHERE kind = 'unmatched';
      INSERT INTO figures SELECT '2026-11-23', hallId, departmentCode, windowNo, itemCode, staffNo,
        level, channel, kind, 7, 7 FROM figures`);
    const found = recount(file.path);
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
    expect(recount(file.path, range)).toMatchObject({ ratings: 0, differences: [{}] });
  });

  it('proves nothing from a ledger that somebody touched', () => {
    file.tamper(
      `DROP TRIGGER ledger_is_never_changed; UPDATE ledger SET at = 0 WHERE position = 2`,
    );
    expect(recount(file.path)).toMatchObject({ sound: false, position: 2 });
  });
});
