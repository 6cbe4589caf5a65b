import { describe, expect, it } from 'vitest';
import { pagesOf } from './pages.ts';

const of = (...texts: string[]) => texts.map((text) => ({ text, used: 1 }));

describe('a row of candidates', () => {
  it('holds as many as fit whole, and turns to the rest', () => {
    const pages = pagesOf(of('希望增加窗口', '希望', '西', '系', '喜', '浠', '吸', '息'), 8);
    expect(pages.map((page) => page.map(({ candidate }) => candidate.text))).toEqual([
      ['希望增加窗口', '希望', '西', '系', '喜', '浠'],
      ['吸', '息'],
    ]);
    for (const page of pages) {
      expect(page.reduce((sum, { units }) => sum + units, 0)).toBeLessThanOrEqual(8);
    }
  });

  it('shows a sentence that is longer than the row alone', () => {
    const pages = pagesOf(of('我', '很'.repeat(60), '好'), 7);
    expect(pages.map((page) => page.length)).toEqual([1, 1, 1]);
    expect(pagesOf([], 8)).toEqual([]);
  });
});
