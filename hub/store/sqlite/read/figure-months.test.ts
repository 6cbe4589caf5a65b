import { describe, expect, it } from 'vitest';
import {
  type BlockRow,
  blockOf,
  createDictionaries,
  type FigureBlock,
} from '../../../statistics/columns/block.ts';
import { type DayVersion, FigureMonths } from './figure-months.ts';

const dictionaries = createDictionaries();
const ROW: BlockRow = ['H1', 'd', 'A01', 'i', 's', 'qr', 'citizen', 5, 1, 2];
const NEWEST = { newest: '2026-04-01' };

function days(...named: [day: string, version: number][]): DayVersion[] {
  return named.map(([day, version]) => ({ day, version }));
}

function dayBlock({ day }: DayVersion): FigureBlock {
  return blockOf(day, [ROW], dictionaries);
}

describe('months of figures', () => {
  const march = days(['2026-03-01', 1], ['2026-03-02', 1], ['2026-03-31', 4]);

  function asked(months: FigureMonths, list: DayVersion[], range: object = NEWEST): string[] {
    return months.blocksOf(list, { ...NEWEST, ...range }, dayBlock).map(({ day }) => day);
  }

  it('are rolled up once two questions saw them unchanged, and only as long as they stay so', () => {
    const months = new FigureMonths(dictionaries, 400);
    const each = march.map(({ day }) => day);
    expect(asked(months, march)).toEqual(each);
    expect(asked(months, march)).toEqual(['2026-03']);
    const moved = days(['2026-03-01', 2], ['2026-03-02', 1], ['2026-03-31', 4]);
    expect(asked(months, moved)).toEqual(each);
    expect(asked(months, moved)).toEqual(['2026-03']);
    expect(asked(months, [...moved, ...days(['2026-03-30', 1])])).toHaveLength(4);
  });

  it('hold the sums of their days, each group once', () => {
    const months = new FigureMonths(dictionaries, 400);
    asked(months, march);
    const [block] = months.blocksOf(march, NEWEST, dayBlock);
    expect([block?.length, block?.ratings[0], block?.cases[0]]).toEqual([1, 3, 6]);
    expect(block?.total.ratings[0]).toBe(3);
  });

  it('are left in days where the question wants a part, or where they are the newest', () => {
    const months = new FigureMonths(dictionaries, 400);
    for (const range of [{ from: '2026-03-02' }, { to: '2026-03-30' }, { newest: '2026-03-31' }]) {
      for (const _ of ['seen', 'again']) expect(asked(months, march, range)).toHaveLength(3);
    }
    const whole = { from: '2026-03-01', to: '2026-03-31' };
    expect(asked(months, march, whole)).toHaveLength(3);
    expect(asked(months, march, whole)).toEqual(['2026-03']);
  });
});
