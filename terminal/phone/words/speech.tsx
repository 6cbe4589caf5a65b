import { createContext, useContext } from 'react';
import type { Level } from '../../../protocol/index.ts';
import { en } from './en.ts';
import type { Language, Words } from './words.ts';
import { zhCN } from './zh-cn.ts';
import { zhHK } from './zh-hk.ts';

export const CATALOGUES: Record<Language, Words> = { 'zh-CN': zhCN, 'zh-HK': zhHK, en };

/** Each language by its own name. */
export const LANGUAGE_NAMES: Record<Language, string> = { 'zh-CN': '简', 'zh-HK': '繁', en: 'EN' };

export type Say = (key: keyof Words, values?: Record<string, string | number>) => string;

/** The texts of one language, with their places filled in. */
export function speaking(language: Language): Say {
  const words = CATALOGUES[language];
  return (key, values = {}) =>
    words[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
}

export const SpeechContext = createContext<{ language: Language; say: Say }>({
  language: 'zh-CN',
  say: speaking('zh-CN'),
});

/** The language of the page and its texts. */
export function useSpeech() {
  const speech = useContext(SpeechContext);
  const levelName = (level: Level) => speech.say(`level${level}`);
  return { ...speech, levelName };
}

/** What the phone itself speaks. */
export function languageOf(wishes: readonly string[]): Language {
  for (const wish of wishes) {
    if (/^zh\b.*(hant|hk|tw|mo)/i.test(wish)) return 'zh-HK';
    if (/^zh/i.test(wish)) return 'zh-CN';
    if (/^en/i.test(wish)) return 'en';
  }
  return 'zh-CN';
}
