import { describe, expect, it } from 'vitest';
import { csvText, percent } from './csv.ts';

describe('a CSV file', () => {
  it('begins with the byte order mark, so that a spreadsheet reads Chinese', () => {
    const bytes = Buffer.from(csvText(['大厅'], []));
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.subarray(3).toString()).toBe('大厅\r\n');
  });

  it('lets no text be run as a formula, and leaves numbers alone', () => {
    const text = csvText(['a'], [['=1+1', '+1', '-1', '@SUM(A1)', '\tx', -1, null]]);
    expect(text.split('\r\n')[1]).toBe(`'=1+1,'+1,'-1,'@SUM(A1),'\tx,-1,`);
  });

  it('quotes commas, quotes and line breaks', () => {
    expect(csvText(['a,b'], [['say "yes"'], ['two\nlines']]).slice(1)).toBe(
      '"a,b"\r\n"say ""yes"""\r\n"two\nlines"\r\n',
    );
  });

  it('shows a share as percent with two places, and nothing where there is none', () => {
    expect([percent(0.97314), percent(1), percent(null)]).toEqual([97.31, 100, null]);
  });
});
