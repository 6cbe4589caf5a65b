import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CELLS, cellOf } from '../cells.ts';
import type { Amount } from '../contributions.ts';
import {
  FIGURE_DIMENSIONS,
  type FigureDimension,
  type FigureGroup,
  type FigureQuestion,
} from '../dimension.ts';
import { FIGURE_KINDS, type FigureKey } from '../figure.ts';
import { Tally } from '../tally.ts';
import { answerOf } from './answer.ts';
import { BLOCK_ROW, type BlockRow, blockOf, createDictionaries } from './block.ts';

type Row = FigureKey & Amount;

const FIELDS = {
  day: 'day',
  hall: 'hallId',
  department: 'departmentCode',
  window: 'windowNo',
  item: 'itemCode',
  staff: 'staffNo',
  level: 'level',
  channel: 'channel',
  kind: 'kind',
} as const satisfies Record<FigureDimension, keyof FigureKey>;

const some = (...values: string[]) => fc.constantFrom(...values);
const keyArbitrary: fc.Arbitrary<FigureKey> = fc.record({
  day: some('2026-01-01', '2026-01-02', '2026-02-01', '2026-03-09'),
  hallId: some('H1', 'H2', 'H10'),
  departmentCode: some('', 'd1', 'd2'),
  windowNo: some('', 'A01', 'A02', 'B'),
  itemCode: some('', 'i1', 'i2', 'i3'),
  staffNo: some('', 's1', 's2', 's3'),
  level: fc.constantFrom(5, 4, 3, 2, 1, 0),
  channel: some('', 'evaluator', 'qr'),
  kind: fc.constantFrom(...FIGURE_KINDS),
});
const amountArbitrary = fc.record({
  ratings: fc.integer({ min: 1, max: 50 }),
  cases: fc.integer({ min: 0, max: 200 }),
});
const byArbitrary = fc.subarray([...FIGURE_DIMENSIONS], { maxLength: 3 });

/** Days as the store would hand them over, each group once. */
function columnsOf(rows: readonly Row[]) {
  const tally = new Tally();
  for (const row of rows) tally.add(row, row);
  const dictionaries = createDictionaries();
  const days = Map.groupBy(tally.groups(), ({ values }) => values[0]);
  const blocks = [...days].sort().map(([day, groups]) => {
    const merged = groups.map(({ values, ratings, cases }) => {
      const row = { ...keyOf(values), ratings, cases };
      return BLOCK_ROW.map((name) => row[name]) as BlockRow;
    });
    return blockOf(day, merged, dictionaries);
  });
  return { blocks, dictionaries };
}

function keyOf(values: readonly unknown[]) {
  const names = Object.values(FIELDS);
  return Object.fromEntries(names.map((name, i) => [name, values[i]])) as unknown as FigureKey;
}

function textOf(row: FigureKey, dimension: FigureDimension): string {
  const value = row[FIELDS[dimension]];
  return dimension === 'level' && value === 0 ? '' : String(value);
}

/** Row by row, with a map: slow, and too plain to be wrong. */
function naive(rows: readonly Row[], { by, where = {} }: Partial<FigureQuestion>) {
  const named = by?.includes('window') ? [...new Set([...by, 'hall' as const])] : (by ?? []);
  const groups = new Map<string, FigureGroup>();
  for (const row of rows) {
    const passes = FIGURE_DIMENSIONS.every((one) => where[one]?.includes(textOf(row, one)) ?? true);
    if (!passes) continue;
    const key = Object.fromEntries(named.map((one) => [one, textOf(row, one)]));
    const name = JSON.stringify(Object.entries(key).sort());
    const counts = groups.get(name)?.counts ?? {
      ratings: Array<number>(CELLS).fill(0),
      cases: Array<number>(CELLS).fill(0),
    };
    groups.set(name, { key, counts });
    const cell = cellOf(row.kind, row.level);
    counts.ratings[cell] = (counts.ratings[cell] ?? 0) + row.ratings;
    counts.cases[cell] = (counts.cases[cell] ?? 0) + row.cases;
  }
  return groups;
}

function byName(groups: readonly FigureGroup[]) {
  const name = ({ key }: FigureGroup) => JSON.stringify(Object.entries(key).sort());
  return new Map(groups.map((group) => [name(group), group]));
}

const rowsArbitrary = fc.array(
  fc.tuple(keyArbitrary, amountArbitrary).map(([key, amount]): Row => ({ ...key, ...amount })),
  { maxLength: 60 },
);

describe('figures answered from columns', () => {
  it('are what a naive recount says, for any grouping and filter', () => {
    const filters = fc.record(
      {
        hall: fc.subarray(['H1', 'H2', 'elsewhere']),
        kind: fc.subarray([...FIGURE_KINDS]),
        level: fc.subarray(['5', '3', '1', '']),
        staff: fc.subarray(['', 's1', 's3']),
        day: fc.subarray(['2026-01-01', '2026-03-09', '2027-01-01']),
      },
      { requiredKeys: [] },
    );
    const property = fc.property(rowsArbitrary, byArbitrary, filters, (rows, by, where) => {
      const answer = answerOf(columnsOf(rows), { by, where, limit: 1_000 });
      const expected = naive(rows, { by, where });
      expect(byName(answer.groups)).toEqual(expected);
      expect(answer.count).toBe(expected.size);
      expect(answer.next).toBeNull();
      const all = naive(rows, { by: [], where }).get('[]')?.counts;
      expect(answer.total).toEqual(all ?? answer.total);
      if (all === undefined) expect(Math.max(...answer.total.ratings)).toBe(0);
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('say the same in pages of any size as in one', () => {
    const size = fc.integer({ min: 1, max: 7 });
    const property = fc.property(rowsArbitrary, byArbitrary, size, (rows, by, limit) => {
      const columns = columnsOf(rows);
      const whole = answerOf(columns, { by, limit: 1_000 });
      const paged: FigureGroup[] = [];
      for (let after: readonly string[] | null | undefined; after !== null; ) {
        const page = answerOf(columns, { by, limit, ...(after === undefined ? {} : { after }) });
        expect(page.groups.length).toBeLessThanOrEqual(limit);
        expect(page.total).toEqual(whole.total);
        paged.push(...page.groups);
        after = page.next;
      }
      expect(paged).toEqual(whole.groups);
    });
    fc.assert(property, { numRuns: 200 });
  });

  it('go on behind a group that has vanished since', () => {
    const row = (itemCode: string): Row => ({ ...ROW, itemCode });
    const question = { by: ['item'] as const, limit: 10 };
    const answer = answerOf(columnsOf([row('a'), row('c')]), { ...question, after: ['b'] });
    expect(answer.groups.map(({ key }) => key)).toEqual([{ item: 'c' }]);
  });

  it('put levels in the one order, 非常满意 first, and all else in its own', () => {
    const rows = [1, 5, 3, 4, 2].map((level): Row => ({ ...ROW, level }));
    const { groups } = answerOf(columnsOf(rows), { by: ['level'], limit: 10 });
    expect(groups.map(({ key }) => key.level)).toEqual(['5', '4', '3', '2', '1']);
  });

  it('keep windows of the same number in different halls apart', () => {
    const rows = ['H1', 'H2'].map((hallId): Row => ({ ...ROW, hallId, windowNo: 'A01' }));
    const { groups } = answerOf(columnsOf(rows), { by: ['window'], limit: 10 });
    expect(groups.map(({ key }) => key)).toEqual([
      { hall: 'H1', window: 'A01' },
      { hall: 'H2', window: 'A01' },
    ]);
  });

  it('do not depend on the order of what moved the counters', () => {
    const move = fc.record({ from: keyArbitrary, to: keyArbitrary, amount: amountArbitrary });
    const property = fc.property(fc.array(move, { maxLength: 20 }), fc.nat(), (moves, turn) => {
      const tallied = (list: typeof moves) => {
        const tally = new Tally();
        for (const { from, to, amount } of list) {
          tally.add(from, amount);
          tally.add(from, { ratings: -amount.ratings, cases: -amount.cases });
          tally.add(to, amount);
        }
        return new Set([...tally.groups()].map((group) => JSON.stringify(group)));
      };
      const at = moves.length === 0 ? 0 : turn % moves.length;
      const turned = [...moves.slice(at), ...moves.slice(0, at)].reverse();
      expect(tallied(turned)).toEqual(tallied(moves));
    });
    fc.assert(property);
  });
});

const ROW: Row = {
  day: '2026-01-01',
  hallId: 'H1',
  departmentCode: 'd1',
  windowNo: 'A01',
  itemCode: 'i1',
  staffNo: 's1',
  level: 5,
  channel: 'evaluator',
  kind: 'citizen',
  ratings: 1,
  cases: 1,
};
