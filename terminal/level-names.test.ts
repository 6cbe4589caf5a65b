import { describe, expect, it } from 'vitest';
import { LEVEL_NAMES, LEVELS } from '../protocol/index.ts';
import { LANGUAGES, phrasesOf } from './app/voice/phrases.ts';
import { words as english } from './app/words/en.ts';
import { zhCN } from './app/words/zh-cn.ts';
import { words as traditional } from './app/words/zh-hk.ts';
import { CATALOGUES } from './phone/words/speech.tsx';

const SCREENS = { 'zh-CN': zhCN, 'zh-HK': traditional, en: english };

describe('the names of the five levels', () => {
  it.each(LANGUAGES)(
    'SZ-10: are the same in %s on the screen, on the phone and aloud',
    (language) => {
      for (const level of LEVELS) {
        const name = SCREENS[language][`level${level}`];
        expect(CATALOGUES[language][`level${level}`]).toBe(name);
        expect(phrasesOf(language).get(`level${level}`)).toBe(name.toLowerCase());
      }
    },
  );

  it('SZ-10: are the official ones in 简体', () => {
    for (const level of LEVELS) expect(zhCN[`level${level}`]).toBe(LEVEL_NAMES[level]);
  });
});
