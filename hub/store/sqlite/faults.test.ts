import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verify } from '../../ledger/verify.ts';
import { builtInRules } from '../../rules/built-in.ts';
import { Hall, HandClock } from '../contract/hall.ts';
import type { Store } from '../port.ts';
import { openPlace, SHORT_LOG_PAGES } from './contract-place.ts';
import { databasePath } from './database.ts';
import { createSqliteStore } from './index.ts';
import type { SqliteStoreOptions } from './options.ts';

let folder: string;
let open: Store[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haochaping-faults-'));
  open = [];
});
afterEach(async () => {
  for (const store of open) await store.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(options: Partial<SqliteStoreOptions> = {}): Promise<Hall> {
  const clock = new HandClock();
  const store = createSqliteStore({
    folder,
    clock,
    rules: builtInRules('shenzhen'),
    logPages: SHORT_LOG_PAGES,
    ...options,
  });
  await store.start();
  open.push(store);
  return new Hall(openPlace(folder), store);
}

describe('the SQLite store', () => {
  it('refuses a second hub on the same data folder, and frees it on stop', async () => {
    const { store } = await start();
    await expect(start()).rejects.toMatchObject({ name: 'StoreError', code: 'folderInUse' });
    await store.stop();
    await expect(start()).resolves.toBeDefined();
  });

  it('refuses a folder that cannot be one', async () => {
    await writeFile(join(folder, 'file'), '');
    const inFile = start({ folder: join(folder, 'file', 'data') });
    await expect(inFile).rejects.toMatchObject({ code: 'folderUnusable' });
  });

  it('refuses a schema newer than itself', async () => {
    const { store } = await start();
    await store.stop();
    const db = new DatabaseSync(databasePath(folder));
    db.exec('PRAGMA user_version = 99');
    db.close();
    await expect(start()).rejects.toMatchObject({ code: 'schemaNewer' });
  });

  it('rejects what a full disk cannot hold, and has everything it acknowledged', async () => {
    const hall = await start({ maxBytes: 400_000 });
    const kept: string[] = [];
    let fault: unknown = null;
    await Hall.furnish(hall);
    for (let i = 0; fault === null && i < 2_000; i++) {
      const rating = hall.rating({ caseNo: `C${i}`, text: '很好'.repeat(200) });
      await hall.send(rating).then(
        () => kept.push(rating.eventId),
        (error: unknown) => {
          fault = error;
        },
      );
    }
    expect(fault).toMatchObject({ name: 'StoreError', code: 'diskFull' });
    expect(kept.length).toBeGreaterThan(10);
    await hall.store.stop();
    const again = await start();
    const ratings = await again.store.query({ kind: 'ratings', limit: 5_000 });
    expect(ratings.map(({ eventId }) => eventId).reverse()).toEqual(kept);
    expect(verify(databasePath(folder))).toMatchObject({ sound: true });
  });

  it('reports itself dead when its thread ends, and rejects everything from then on', async () => {
    const threads: Worker[] = [];
    const watch = (thread: Worker) => threads.push(thread);
    process.on('worker', watch);
    const faults: string[] = [];
    const hall = await start({ onFault: ({ code }) => faults.push(code) });
    process.off('worker', watch);
    const sent = [1, 2, 3].map((i) => hall.send(hall.rating({ caseNo: `C${i}` })));
    await Promise.all([...threads.map((thread) => thread.terminate()), Promise.allSettled(sent)]);
    expect(faults).toEqual(['threadDied']);
    await expect(hall.counts()).rejects.toMatchObject({ code: 'threadDied' });
    const late = hall.send(hall.rating({ caseNo: 'C4' }));
    await expect(late).rejects.toMatchObject({ code: 'threadDied' });
    expect(hall.store.queued).toBe(0);
  });

  it('rejects what cannot cross to its thread, and goes on', async () => {
    const hall = await start();
    const uncloneable = hall.report((() => undefined) as never);
    await expect(uncloneable).rejects.toMatchObject({ code: 'commandFailed' });
    await Hall.furnish(hall);
    expect((await hall.send(hall.rating({ caseNo: 'C1' }))).receipt.outcome).toBe('stored');
  });

  it('drops the oldest unreadable evidence when there is too much, and counts the loss', async () => {
    const hall = await start({ quarantine: { maxCount: 3 } });
    await Hall.furnish(hall);
    for (let i = 0; i < 5; i++) await hall.sendBytes('eva-1', Buffer.from(`not JSON ${i}`));
    const rating = hall.rating({ caseNo: 'C1' });
    await hall.send(rating);
    await hall.send({ ...rating, body: { ...rating.body, level: 1 } });
    for (let i = 5; i < 8; i++) await hall.sendBytes('eva-1', Buffer.from(`not JSON ${i}`));
    expect(await hall.counts()).toMatchObject({ quarantined: 4, quarantineDropped: 5 });
    const kept = await hall.store.query({ kind: 'quarantine', limit: 9 });
    expect(kept.map(({ reason }) => reason)).toContain('bodyConflict');
  });
});
