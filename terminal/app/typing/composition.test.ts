import { describe, expect, it } from 'vitest';
import { type Composition, edited, type Key, press } from './composition.ts';

const EMPTY: Composition = { layout: 'pinyin', letters: '', page: 0, isShifted: false };
const WRITING: Composition = { ...EMPTY, letters: 'cailiao', page: 2 };
const CAI = { text: '才', used: 3 };
const CAILIAO = { text: '材料', used: 7 };
const at = (text: string, from = text.length, to = from) => ({ text, from, to });

describe('what is being written', () => {
  it('is letters until a candidate is chosen; what that did not use waits on', () => {
    const after = press(EMPTY, { kind: 'letter', letter: 'c' }, null);
    expect(after).toMatchObject({ composition: { letters: 'c' }, edit: null });
    expect(press(WRITING, { kind: 'candidate', candidate: CAI }, null)).toEqual({
      composition: { ...EMPTY, letters: 'liao' },
      edit: { insert: '才' },
    });
  });

  it.each<[string, Key, string]>([
    ['a space takes the first candidate', { kind: 'space' }, '材料'],
    ['a sign takes it too, and follows it', { kind: 'sign', text: '。' }, '材料。'],
    ['Enter leaves the letters as they are', { kind: 'raw' }, 'cailiao'],
    ['another layout does so too', { kind: 'layout', layout: 'digits' }, 'cailiao'],
  ])('%s', (_, key, insert) => {
    const { composition, edit } = press(WRITING, key, CAILIAO);
    expect(composition.letters).toBe('');
    expect(edit).toEqual({ insert });
  });

  it('loses no letter when nothing fits', () => {
    expect(press(WRITING, { kind: 'space' }, null).edit).toEqual({ insert: 'cailiao' });
  });

  it('is erased letter by letter, and only then the text', () => {
    expect(press(WRITING, { kind: 'erase' }, null)).toMatchObject({
      composition: { letters: 'cailia' },
      edit: null,
    });
    expect(press(EMPTY, { kind: 'erase' }, null).edit).toEqual({ erase: true });
  });

  it('goes straight into the text in Latin letters, one capital a shift', () => {
    const shifted = press({ ...EMPTY, layout: 'latin' }, { kind: 'shift' }, null).composition;
    const after = press(shifted, { kind: 'letter', letter: 'a' }, null);
    expect(after).toMatchObject({ composition: { isShifted: false }, edit: { insert: 'A' } });
  });
});

describe('the text', () => {
  it('takes what is written at the caret, or instead of what is marked', () => {
    expect(edited(at('很满意', 1), { insert: '不' }, 500)).toEqual(at('很不满意', 2));
    expect(edited(at('很满意', 0, 1), { insert: '不' }, 500)).toEqual(at('不满意', 1));
  });

  it('SZ-11: is never longer than its limit in code points', () => {
    expect(edited(at('𬭎'.repeat(499)), { insert: '好的' }, 500).text).toBe(
      `${'𬭎'.repeat(499)}好`,
    );
    expect(edited(at('满'.repeat(500)), { insert: '好' }, 500).text).toHaveLength(500);
  });

  it('is erased by whole characters, and by what is marked', () => {
    expect(edited(at('名𬭎'), { erase: true }, 500)).toEqual(at('名'));
    expect(edited(at('很满意', 0, 2), { erase: true }, 500)).toEqual(at('意', 0));
    expect(edited(at('', 0), { erase: true }, 500)).toEqual(at('', 0));
  });
});
