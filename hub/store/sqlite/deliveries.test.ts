import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from './migrate.ts';
import { DeliveryReader } from './read/deliveries.ts';

/** Two million would take a minute to make; the plan is the same. */
const DELIVERED = 200_000;
const QUICK_MS = 50;

describe('among very many delivered ones', () => {
  let db: DatabaseSync;

  beforeAll(() => {
    db = new DatabaseSync(':memory:');
    migrate(db);
    db.exec(`
      INSERT INTO ledger VALUES (1, 'service.recorded', 0, '{}', '{"caseNo":"C"}', '');
      INSERT INTO outboundCursors VALUES ('province:majority', 1);
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${DELIVERED})
      INSERT INTO deliveries (destination, kind, subject, dedupeKey, position, state, createdAt)
        SELECT 'province:majority', 'record', 'C' || i, 'record:' || i, 1, 'delivered', i FROM n;
      INSERT INTO deliveries (destination, kind, subject, dedupeKey, position, state,
        nextAttemptAt, createdAt)
        VALUES ('province:majority', 'record', 'X', 'record:X', 1, 'pending', 5, 5);
      INSERT INTO deliveries (destination, kind, subject, dedupeKey, position, after, state, createdAt)
        SELECT 'province:majority', 'rating', 'X', 'rating:X', 1, max(id), 'pending', 6
        FROM deliveries;`);
  });
  afterAll(() => db.close());

  it.each([
    [
      "SELECT id FROM deliveries WHERE destination = ? AND state = 'pending' AND nextAttemptAt <= 9",
      'deliveries_due',
    ],
    [
      "SELECT min(createdAt) FROM deliveries WHERE destination = ? AND state = 'pending'",
      'deliveries_pending',
    ],
    [
      "SELECT count(*) FROM deliveries WHERE destination = ? AND state = 'refused'",
      'deliveries_refused',
    ],
    [
      "UPDATE deliveries SET nextAttemptAt = 1 WHERE after = 7 AND state = 'pending' AND nextAttemptAt IS NULL AND destination <> ?",
      'deliveries_waiting',
    ],
    [
      "SELECT max(id) FROM deliveries WHERE destination = ? AND kind = 'record' AND subject = 'X'",
      'deliveries_by_subject',
    ],
  ])('%s needs no scan', (sql, index) => {
    const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all('x');
    expect(plan.map(({ detail }) => String(detail)).join('\n')).toMatch(
      new RegExp(`^SEARCH deliveries USING (COVERING )?INDEX ${index}`),
    );
  });

  it('what is due and how it stands is found at once', () => {
    const reader = new DeliveryReader(db);
    const destination = 'province:majority' as const;
    const began = performance.now();
    const { due, nextAt } = reader.due({ kind: 'dueDeliveries', destination, at: 10, limit: 16 });
    const rows = reader.destinations();
    const took = performance.now() - began;
    expect(due.map(({ subject }) => subject)).toEqual(['X']);
    expect(nextAt).toBeNull();
    expect(rows).toEqual([{ destination, pending: 2, oldestAt: 5, refused: 0, position: 1 }]);
    expect(took).toBeLessThan(QUICK_MS);
  });
});
