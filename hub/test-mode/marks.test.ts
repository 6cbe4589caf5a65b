import { describe, expect, it } from 'vitest';
import { markedCsv, markedFileName, markedPage, TEST_MODE_WORDS } from './marks.ts';

describe('what a hub in test mode says of itself', () => {
  it('stands before all that a page shows, and in its title', () => {
    for (const shown of [
      '<body class="a"><div id="root"></div>',
      '<h1>通报</h1>',
      '<p>评价</p>',
      '',
    ]) {
      const page = markedPage(`<!doctype html><title>通报</title>${shown}`);
      expect(page).toContain('<title>[测试 TEST] 通报');
      expect(page).toContain(TEST_MODE_WORDS);
      const first = /<h1|<div|<p>/.exec(page)?.index ?? page.length;
      expect(page.indexOf(TEST_MODE_WORDS)).toBeLessThan(first);
    }
  });

  it('is the first line of a CSV, after the mark of its encoding, and begins its name', () => {
    expect(markedCsv('\u{feff}日期\r\n')).toBe(`\u{feff}${TEST_MODE_WORDS}\r\n日期\r\n`);
    expect(markedFileName('attachment; filename="a.csv"')).toBe(
      'attachment; filename="TEST-a.csv"',
    );
  });
});
