import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Hall } from '../store/contract/hall.ts';
import { makePlace } from '../store/sqlite/contract-place.ts';
import { databasePath } from '../store/sqlite/database.ts';
import { verify } from './verify.ts';

describe('verifying work orders and appeals', () => {
  let hall: Hall;
  let path: string;

  beforeAll(async () => {
    const place = await makePlace();
    hall = await Hall.open(place);
    path = databasePath(place.child.argument);
    const answer = hall.answer(await hall.report(hall.record('C1')));
    await hall.send({ ...answer, body: { ...answer.body, level: 1 } });
    const [order] = await hall.store.query({ kind: 'workOrders', limit: 1, nearlyDueUntil: 0 });
    const { orderNo = '', rating = 0 } = order ?? {};
    const taker = { kind: 'account', name: 'zhang', offices: ['operator'] } as const;
    const step = { step: 'dispatch', body: 'd2' } as const;
    await hall.store.submit({ kind: 'workOrder.step', orderNo, step, taker });
    const by = { account: 'zhang', roles: ['operator'], staffNo: null };
    const about = { rating, staffNo: 's1', subject: 'staffConduct', ground: 'false' } as const;
    await hall.store.submit({ kind: 'appeal.file', filing: { ...about, text: '不实' }, by });
  });
  afterAll(async () => {
    await hall.store.stop();
    await hall.place.remove();
  });

  /** Verifies what is left after `sql`, which then has never happened. */
  function verifiedAfter(sql: string) {
    const db = new DatabaseSync(path);
    const row = (table: string) => db.prepare(`SELECT * FROM ${table}`).get() ?? {};
    const before = { workOrders: row('workOrders'), appeals: row('appeals') };
    try {
      db.exec(`PRAGMA foreign_keys = OFF; ${sql}`);
      return verify(path);
    } finally {
      for (const [table, values] of Object.entries(before)) {
        const columns = Object.keys(values);
        const places = columns.map(() => '?').join(', ');
        db.exec(`DELETE FROM ${table}`);
        const insert = db.prepare(`INSERT INTO ${table} (${columns}) VALUES (${places})`);
        insert.run(...(Object.values(values) as string[]));
      }
      db.close();
    }
  }

  it('finds them sound as they are', () => {
    expect(verifiedAfter('')).toMatchObject({ sound: true });
  });

  it.each([
    ['an order said to be closed', `UPDATE workOrders SET state = 'closed'`],
    ['an order given more time', 'UPDATE workOrders SET dueAt = dueAt + 1'],
    ['an order said to be answered', 'UPDATE workOrders SET answeredAt = 1'],
    ['an order moved to another body', `UPDATE workOrders SET body = 'd1'`],
    ['an order that was removed', 'DELETE FROM workOrders'],
    ['an order that was invented', 'UPDATE workOrders SET rating = rating - 1'],
    ['an appeal said to be upheld', `UPDATE appeals SET state = 'decided', upheld = 1`],
    ['an appeal for somebody else', `UPDATE appeals SET staffNo = 's2'`],
    ['an appeal that was removed', 'DELETE FROM appeals'],
  ])('finds %s', (_, sql) => {
    expect(verifiedAfter(sql)).toMatchObject({ sound: false, position: expect.any(Number) });
  });
});
