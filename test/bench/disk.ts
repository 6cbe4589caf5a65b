import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Figure, percentile } from './figures.ts';

const COMMITS = 1_000;
const ROW = 'x'.repeat(800);

/** What one durable commit of one row costs on this disk: the floor under every receipt. */
export async function bareCommit(): Promise<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'haochaping-bench-'));
  const db = new DatabaseSync(join(folder, 'bare.sqlite'));
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE row (text TEXT)');
    const insert = db.prepare('INSERT INTO row VALUES (?)');
    const latencies = Float64Array.from({ length: COMMITS }, () => {
      const started = performance.now();
      insert.run(ROW);
      return performance.now() - started;
    });
    const value = percentile(latencies, 0.5);
    const prototype = { low: 0.128, high: 0.128 };
    return { name: 'bare SQLite, one row a durable commit, p50', value, unit: 'ms', prototype };
  } finally {
    db.close();
    await rm(folder, { recursive: true, force: true });
  }
}
