import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FigureKey } from '../../../statistics/figure.ts';
import { migrate } from '../migrate.ts';
import { FigureWriter } from '../write/figures.ts';
import { FigureBlocks } from './figure-blocks.ts';
import { FigureReader } from './figures.ts';

const DAYS = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04'];
const LATER = ['2026-02-01', '2026-02-28', '2026-03-01'];

function key(day: string, other: Partial<FigureKey> = {}): FigureKey {
  const place = { hallId: 'H', departmentCode: 'd', windowNo: 'A', itemCode: 'i', staffNo: 's' };
  return { day, ...place, level: 5, channel: 'qr', kind: 'citizen', ...other };
}

describe('the blocks of figures in the reader', () => {
  let folder: string;
  let writing: DatabaseSync;
  let reading: DatabaseSync;
  let writer: FigureWriter;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'haochaping-figures-'));
    const path = join(folder, 'figures.sqlite');
    writing = new DatabaseSync(path);
    writing.exec('PRAGMA journal_mode = WAL');
    migrate(writing);
    reading = new DatabaseSync(path, { readOnly: true });
    writer = new FigureWriter(writing);
  });
  afterEach(() => {
    reading.close();
    writing.close();
    rmSync(folder, { recursive: true });
  });

  function commit(change: () => void): void {
    writing.exec('BEGIN');
    change();
    writer.flush();
    writing.exec('COMMIT');
  }

  function bySql(from: string, to: string): number {
    const sql = 'SELECT coalesce(sum(ratings), 0) AS sum FROM figures WHERE day BETWEEN ? AND ?';
    return Number(writing.prepare(sql).get(from, to)?.sum);
  }

  it('are never older than the question, however few of them are held', () => {
    const step = fc.record({
      day: fc.constantFrom(...DAYS, ...LATER),
      to: fc.constantFrom(...DAYS, ...LATER),
      ratings: fc.integer({ min: 1, max: 9 }),
      asks: fc.boolean(),
    });
    const property = fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const figures = new FigureReader(reading, 2);
      for (const { day, to, ratings, asks } of steps) {
        commit(() => {
          writer.count(key(day), { ratings, cases: ratings });
          writer.count(key(day), { ratings: -1, cases: -1 });
          writer.count(key(to), { ratings: 1, cases: 1 });
        });
        if (!asks) continue;
        const [from = '', until = ''] = [day, to].sort();
        for (const by of [['day'], ['hall']] as const) {
          const { total } = figures.answer({ from, to: until, by, limit: 10 });
          expect(total.ratings.reduce((sum, one) => sum + one)).toBe(bySql(from, until));
        }
        const all = figures.answer({ by: ['item'], limit: 10 }).total.ratings;
        expect(all.reduce((sum, one) => sum + one)).toBe(bySql('', 'z'));
      }
    });
    fc.assert(property, { numRuns: 40 });
  });

  it('stay as they were until their own day moves', () => {
    commit(() => {
      for (const day of DAYS) writer.count(key(day), { ratings: 1, cases: 1 });
    });
    const blocks = new FigureBlocks(reading, 10);
    const before = blocks.read({});
    commit(() => writer.count(key('2026-01-02'), { ratings: 1, cases: 1 }));
    const after = blocks.read({});
    expect(after.map((block, i) => block === before[i])).toEqual([true, false, true, true]);
  });

  it('make room: the day that was longest unused is read anew', () => {
    commit(() => {
      for (const day of DAYS) writer.count(key(day), { ratings: 1, cases: 1 });
    });
    const blocks = new FigureBlocks(reading, 2);
    const [first] = blocks.read({ to: '2026-01-01' });
    const [second] = blocks.read({ from: '2026-01-02', to: '2026-01-02' });
    blocks.read({ to: '2026-01-01' });
    blocks.read({ from: '2026-01-03' });
    expect(blocks.read({ to: '2026-01-01' })[0]).not.toBe(first);
    expect(blocks.read({ from: '2026-01-02', to: '2026-01-02' })[0]).not.toBe(second);
  });

  it('are ready before the first question once warmed up', () => {
    commit(() => {
      for (const day of DAYS) writer.count(key(day), { ratings: 1, cases: 1 });
    });
    const blocks = new FigureBlocks(reading, 3);
    expect([...blocks.warmUp()].length).toBeGreaterThanOrEqual(3);
    writing.exec('UPDATE figures SET ratings = 100');
    const held = blocks.read({ from: '2026-01-02' });
    expect(held.map(({ ratings }) => ratings[0])).toEqual([1, 1, 1]);
  });

  it('leave out groups from which everything has moved away', () => {
    commit(() => writer.count(key('2026-01-01'), { ratings: 1, cases: 1 }));
    commit(() => writer.count(key('2026-01-01'), { ratings: -1, cases: -1 }));
    const [block] = new FigureBlocks(reading, 3).read({});
    expect(block?.length).toBe(0);
  });

  it('come with totals that are the sums of all figures', () => {
    commit(() => {
      writer.count(key('2026-01-01'), { ratings: 2, cases: 5 });
      writer.count(key('2026-01-02', { kind: 'test' }), { ratings: 1, cases: 1 });
    });
    commit(() => writer.count(key('2026-01-01'), { ratings: -1, cases: -4 }));
    const totals = writing.prepare('SELECT * FROM figureTotals ORDER BY kind').all();
    expect(totals.map((row) => ({ ...row }))).toEqual([
      { kind: 'citizen', ratings: 1, cases: 1 },
      { kind: 'test', ratings: 1, cases: 1 },
    ]);
  });
});
