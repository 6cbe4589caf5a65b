import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtInRules, shenzhen, stateCouncilCalendar } from '../../rules/built-in.ts';
import type { RuleSource } from '../../rules/rule-book.ts';
import { Hall } from '../contract/hall.ts';
import type { Store } from '../port.ts';
import { openPlace } from './contract-place.ts';
import { createSqliteStore } from './index.ts';
import { migrate } from './migrate.ts';

const year = {
  year: 2027,
  notice: '国办发明电〔2026〕1号',
  holidays: ['2027-01-01'],
  workdays: [],
};

describe('the rules of a SQLite store', () => {
  let folder: string;
  let hall: Hall;
  let opened: Store[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'haochaping-rules-'));
    hall = new Hall(openPlace(folder), null as unknown as Store);
    opened = [];
  });
  afterEach(async () => {
    for (const store of opened) await store.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function start(rules: RuleSource): Promise<void> {
    const store = createSqliteStore({ folder, clock: hall.clock, rules });
    await store.start();
    opened.push(store);
    hall.store = store;
  }

  it('are those of the place it is told: working days in Xinjiang', async () => {
    await start(builtInRules('xinjiang'));
    await Hall.furnish(hall);
    const outcome = await hall.report(hall.record('C1'));
    expect(outcome).toMatchObject({
      invitation: { closesAt: Date.parse('2026-11-28T00:00:00+08:00') },
      explanation: { pack: 'xinjiang@1' },
    });
  });

  it('must have a pack of that place, which may have been imported', async () => {
    const linfen = builtInRules('linfen');
    await expect(start(linfen)).rejects.toMatchObject({
      name: 'StoreError',
      code: 'noRulePack',
      message: expect.stringContaining('shenzhen, xinjiang'),
    });
    await start(builtInRules('shenzhen'));
    const pack = { ...shenzhen, name: 'linfen', title: '临汾市', supplementary: true };
    await hall.store.submit({ kind: 'pack.import', pack, by: 'admin', at: hall.clock.now() });
    await hall.store.stop();
    await start(linfen);
    expect(await hall.store.query({ kind: 'packs' })).toMatchObject({ inForce: pack });
  });

  it('count again at the start of a release that brings a newer calendar (SZ-21b)', async () => {
    await start(builtInRules('xinjiang'));
    await Hall.furnish(hall);
    hall.clock.set(Date.parse('2026-12-28T10:00:00+08:00'));
    await hall.report(hall.record('C1'));
    await hall.store.stop();
    const calendar = { version: 2, years: [...stateCouncilCalendar.years, year] };
    for (const _ of ['the release', 'the same again']) {
      await start({ ...builtInRules('xinjiang'), calendar });
      const view = await hall.store.query({ kind: 'case', caseNo: 'C1' });
      expect(view?.invitations[0]).toMatchObject({
        closesAt: Date.parse('2027-01-06T00:00:00+08:00'),
        explanation: { facts: { calendar: 2, movedFrom: { rule: 'SZ-17a' } } },
      });
      const { ledger } = await hall.store.query({ kind: 'state' });
      const moves = entries('invitation.changed');
      expect(moves).toHaveLength(1);
      expect(ledger.position).toBe(moves[0]);
      await hall.store.stop();
    }
    expect(await hall.place.problem()).toBeNull();
  });

  function entries(kind: string): number[] {
    const db = new DatabaseSync(join(folder, 'hub.sqlite'), { readOnly: true });
    try {
      const rows = db.prepare('SELECT position FROM ledger WHERE kind = ?').all(kind);
      return rows.map(({ position }) => Number(position));
    } finally {
      db.close();
    }
  }
});

describe('a database from before rule packs were stored', () => {
  it('learns of each invitation its pack, its completion and its decision', () => {
    const db = new DatabaseSync(':memory:');
    try {
      migrate(db, 1);
      db.exec(`INSERT INTO ledger VALUES
        (1, 'service.recorded', 5, '{}', '{"occurredAt":"2026-11-22T09:30:00.125+08:00"}', ''),
        (2, 'invitation.opened', 5, '{"explanation":{"pack":"shenzhen@1"}}', '', '');
        INSERT INTO invitations VALUES
          (2, 'i', 'C1', 'completion', 5, 9, NULL, '', '', '', '', '', '')`);
      migrate(db);
      const completedAt = Date.parse('2026-11-22T09:30:00.125+08:00');
      const one = (sql: string) => ({ ...db.prepare(sql).get() });
      expect(one('SELECT * FROM invitations')).toMatchObject({
        pack: 'shenzhen@1',
        state: 'open',
        decision: 2,
      });
      expect(one('SELECT * FROM invitationCases')).toMatchObject({ caseNo: 'C1', completedAt });
    } finally {
      db.close();
    }
  });
});
