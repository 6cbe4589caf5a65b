import { describe, expect, it } from 'vitest';
import { shareOf, stagedEdition, stageNext } from './stage.ts';

const NAMES = Array.from({ length: 2_000 }, (_, index) => `evaluator-${index}`);
const reached = (percent: number) =>
  NAMES.filter((name) => {
    return stagedEdition({ edition: '2', percent, before: '1' }, name) === '2';
  });

describe('a staged edition', () => {
  it.each([1, 10, 50, 90])('reaches about %i of a hundred', (percent) => {
    expect(reached(percent).length / NAMES.length).toBeCloseTo(percent / 100, 1);
  });

  it('reaches nobody at 0 and everybody at 100, and takes nobody back as it grows', () => {
    expect(reached(0)).toEqual([]);
    expect(reached(100)).toEqual(NAMES);
    const half = new Set(reached(50));
    expect(reached(10).every((name) => half.has(name))).toBe(true);
  });

  it('falls on the same terminals at every start', () => {
    const shares = ['evaluator-a01', 'kiosk-1', 'w01'].map(shareOf);
    expect(shares).toEqual([15, 83, 81]);
  });

  it('leaves the others with what was said before', () => {
    const first = stageNext(undefined, { edition: '1', percent: 100 });
    expect(first).toEqual({ edition: '1', percent: 100, before: null });
    const second = stageNext(first, { edition: '2', percent: 10 });
    expect(second.before).toBe('1');
    expect(stageNext(second, { edition: '2', percent: 60 }).before).toBe('1');
    expect(stageNext(second, { edition: '3', percent: 5 }).before).toBe('1');
    const back = stageNext(second, { edition: '1', percent: 100 });
    expect(NAMES.every((name) => stagedEdition(back, name) === '1')).toBe(true);
  });
});
