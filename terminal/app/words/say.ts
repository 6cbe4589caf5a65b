import { setupI18n } from '@lingui/core';
import type { Level, RatingBody } from '../../../protocol/index.ts';
import type { Words } from './words.ts';
import { zhCN } from './zh-cn.ts';

export type Language = RatingBody['language'];

/** Languages that the screens can speak today; 繁體 and English join here. */
const CATALOGUES: Partial<Record<Language, Words>> = { 'zh-CN': zhCN };

export const LANGUAGE: Language = 'zh-CN';

type CompiledMessage = (string | [name: string])[];

const i18n = setupI18n({
  locale: LANGUAGE,
  messages: Object.fromEntries(
    Object.entries(CATALOGUES).map(([language, words]) => [language, compiled(words)]),
  ),
});

/** One text, with its places filled in. */
export function say(key: keyof Words, values: Record<string, string | number> = {}): string {
  return i18n._(key, values);
}

export function levelName(level: Level): string {
  return say(`level${level}`);
}

/** Lingui's compiled form, made here so that no compiler is shipped: text and named places. */
function compiled(words: Words): Record<string, CompiledMessage> {
  return Object.fromEntries(
    Object.entries(words).map(([key, text]: [string, string]) => [
      key,
      text
        .split(/(\{\w+\})/)
        .filter((part) => part !== '')
        .map((part) => (part.startsWith('{') ? ([part.slice(1, -1)] as [string]) : part)),
    ]),
  );
}
