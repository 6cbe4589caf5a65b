import type { Key, Layout } from './composition.ts';

/** How many keys stand in a row: ten as on a phone, nine where ten would be under 14 mm wide. */
export type Columns = 9 | 10;

/** One key: what it does and what stands on it; `name` where that needs a word. */
export interface KeyCap {
  key: Key;
  face: string;
  name?: 'space' | 'erase' | 'shift';
}

/** ⇄ changes between Chinese and Latin letters, # leads to the digits, ± to the other signs. */
const ROWS: Record<Columns, Record<'letters' | 'digits' | 'signs', readonly string[]>> = {
  10: {
    letters: ['qwertyuiop', 'asdfghjkl⌫', '⇄zxcvbnm␣#'],
    digits: ['1234567890', '，。！？、：；“”⌫', '⇄@-/（）%.␣±'],
    signs: ['《》〈〉【】—…·~', "+=*&_'|\\$⌫", '⇄,.?!:;"␣#'],
  },
  // Where p finds its place a row lower, and the last row is for the wide ones.
  9: {
    letters: ['qwertyuio', 'asdfghjkl', 'zxcvbnmp⌫', '⇄␣#'],
    digits: ['123456789', '0，。！？、：；“', '”@-/（）%.⌫', '⇄␣±'],
    signs: ['《》〈〉【】—…·', "~+=*&_'|\\", '$,.?!:;"⌫', '⇄␣#'],
  },
};

/** Signs at hand above the letters while nothing waits for a choice. */
const AT_HAND: Record<Layout, string> = {
  pinyin: '，。',
  latin: '⇧.',
  digits: '',
  signs: '',
};

/** The rows of a layout from top to bottom. Pure. */
export function rowsOf(layout: Layout, columns: Columns): KeyCap[][] {
  const kind = layout === 'digits' || layout === 'signs' ? layout : 'letters';
  return ROWS[columns][kind].map((row) => [...row].map((sign) => capOf(sign, layout)));
}

export function signsAtHand(layout: Layout): KeyCap[] {
  return [...AT_HAND[layout]].map((sign) => capOf(sign, layout));
}

function capOf(sign: string, layout: Layout): KeyCap {
  switch (sign) {
    case '⌫':
      return { key: { kind: 'erase' }, face: sign, name: 'erase' };
    case '␣':
      return { key: { kind: 'space' }, face: sign, name: 'space' };
    case '⇧':
      return { key: { kind: 'shift' }, face: sign, name: 'shift' };
    case '#':
      return { key: { kind: 'layout', layout: 'digits' }, face: '123' };
    case '±':
      return { key: { kind: 'layout', layout: 'signs' }, face: '#+=' };
    case '⇄': {
      const isPinyin = layout === 'pinyin';
      const key = { kind: 'layout', layout: isPinyin ? 'latin' : 'pinyin' } as const;
      return { key, face: isPinyin ? '英' : '中' };
    }
    default:
      return /^[a-z]$/.test(sign)
        ? { key: { kind: 'letter', letter: sign }, face: sign }
        : { key: { kind: 'sign', text: sign }, face: sign };
  }
}
