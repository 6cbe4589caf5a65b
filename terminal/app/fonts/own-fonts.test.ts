import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lettersOfFirst, lettersOfMore } from './letters.ts';
import { codesOf, unicodeRangeOf } from './unicode-ranges.ts';

/** What each file of `own.css` has, by its name. */
function faces(): Map<string, Set<number>> {
  const style = readFileSync(join(import.meta.dirname, 'own.css'), 'utf8');
  const found = style.matchAll(/url\("(?:[^"]*\/)?([^"/]+)\.woff2"\)[^}]*unicode-range:([^;]+);/g);
  return new Map([...found].map(([, name = '', range = '']) => [name, new Set(codesOf(range))]));
}

const LATIN = 'noto-sans-sc-latin-wght-normal';
const MAKE_ANEW = 'node terminal/app/fonts/make-own-fonts.ts';

describe('our own words', () => {
  it.each([
    ['own-first', lettersOfFirst()],
    ['own-more', lettersOfMore()],
  ])('are all in %s, or Latin', (name, letters) => {
    const has = faces();
    const missing = [...letters].filter(
      (code) => !has.get(name)?.has(code) && !has.get(LATIN)?.has(code),
    );
    expect(String.fromCodePoint(...missing), MAKE_ANEW).toBe('');
  });

  it('are not fetched twice', () => {
    const has = faces();
    const first = has.get('own-first') ?? new Set();
    expect(first.size).toBeGreaterThan(500);
    expect(first.intersection(has.get('own-more') ?? new Set())).toEqual(new Set());
    expect(first.intersection(has.get(LATIN) ?? new Set())).toEqual(new Set());
  });
});

describe('a unicode-range', () => {
  it('names letters one by one or as ranges, and is read as it was written', () => {
    expect(unicodeRangeOf([0x4e2d, 0x4e00, 0x4e01, 0x4e00, 0x20000])).toBe(
      'U+4E00-4E01, U+4E2D, U+20000',
    );
    expect(codesOf('U+4E00-4E01, U+4E2D,U+20000')).toEqual([0x4e00, 0x4e01, 0x4e2d, 0x20000]);
  });
});
