import { setupI18n } from '@lingui/core';
import type { Level, RatingBody, TagMeaning } from '../../../protocol/index.ts';
import type { Words } from './words.ts';
import { zhCN } from './zh-cn.ts';

export type Language = RatingBody['language'];

/** A language, and whether it is to be spoken in short everyday sentences. */
export interface Wording {
  language: Language;
  simple: boolean;
}

/** What is not on the first screen comes when somebody asks for it. */
const LOADERS: Record<string, () => Promise<Partial<Words>>> = {
  'zh-HK': async () => (await withTagNames(import('./zh-hk.ts'))).words,
  en: async () => (await withTagNames(import('./en.ts'))).words,
  simple: async () => (await import('./zh-cn-simple.ts')).zhCNSimple,
};
/** Of the national tags; the official ones come with the protocol. */
let foreignNames: typeof import('../../tag-names.ts') | null = null;

type CompiledMessage = (string | [name: string])[];

const i18n = setupI18n({ locale: 'zh-CN', messages: { 'zh-CN': compiled(zhCN) } });
const loaded = new Set(['zh-CN']);

/** One text, with its places filled in. */
export function say(key: keyof Words, values: Record<string, string | number> = {}): string {
  return i18n._(key, values);
}

export function levelName(level: Level): string {
  return say(`level${level}`);
}

export function tagName({ code, name }: TagMeaning): string {
  return foreignNames?.tagName(code, languageSpoken()) ?? name;
}

/** For dates, and for the `lang` of what is said. */
export function languageSpoken(): Language {
  return i18n.locale === 'simple' ? 'zh-CN' : (i18n.locale as Language);
}

/** From now on `say` speaks so; false while that language is not here yet. */
export function speak(wording: Wording): boolean {
  const locale = localeOf(wording);
  if (!loaded.has(locale)) return false;
  if (i18n.locale !== locale) i18n.activate(locale);
  return true;
}

/** Rejects when the words cannot be fetched; what is spoken now stays. */
export async function learn(wording: Wording): Promise<void> {
  const locale = localeOf(wording);
  const words = await LOADERS[locale]?.();
  if (words === undefined) return;
  i18n.load(locale, compiled({ ...zhCN, ...words }));
  loaded.add(locale);
}

async function withTagNames<T>(words: Promise<T>): Promise<T> {
  foreignNames ??= await import('../../tag-names.ts');
  return words;
}

function localeOf({ language, simple }: Wording): string {
  return simple && language === 'zh-CN' ? 'simple' : language;
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
