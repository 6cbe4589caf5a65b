import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { DOMAIN_PHRASES } from './phrases.ts';

/**
 * Makes `lexicon-data.ts` out of two free sources that the product itself does not need:
 *
 *     npm install --prefix FOLDER @node-rs/jieba@2.0.3 pinyin-pro@3.29.4
 *     node terminal/app/typing/make-lexicon.ts FOLDER
 *
 * jieba's dictionary (MIT) says how often words occur, pinyin-pro (MIT) how they are read.
 */
const SOURCES = { '@node-rs/jieba': '2.0.3', 'pinyin-pro': '3.29.4' } as const;
const MOST_WORDS = 22_000;
const LONGEST_WORD = 5;
/** Words that are looked at for how often a character is read in which way. */
const MOST_READ = 120_000;

type Pinyin = (
  text: string,
  options: { toneType: 'none'; type: 'array'; v: true; multiple?: boolean },
) => string[];

const folder = resolve(process.argv[2] ?? '.');
const load = createRequire(join(folder, 'package.json'));
for (const [name, version] of Object.entries(SOURCES)) {
  const found = load(`${name}/package.json`).version;
  if (found !== version) throw new Error(`${name} is ${found}; expected ${version}`);
}
const { pinyin } = load('pinyin-pro') as { pinyin: Pinyin };
const READ = { toneType: 'none', type: 'array', v: true } as const;

interface Word {
  text: string;
  count: number;
  syllables: string[];
}

/** The words of jieba, the most frequent first. */
function frequencies(): { text: string; count: number }[] {
  const path = join(folder, 'node_modules/@node-rs/jieba/dict.txt');
  return readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .map(([text = '', count = '']) => ({ text, count: Number(count) }))
    .filter(({ text, count }) => /^\p{Script=Han}+$/u.test(text) && count > 0)
    .sort((a, b) => b.count - a.count);
}

function read(text: string): string[] | null {
  const syllables = pinyin(text, READ);
  const isWhole = syllables.length === [...text].length;
  return isWhole && syllables.every((one) => /^[a-z]{1,6}$/.test(one)) ? syllables : null;
}

/** How often each character is read in each way; every known reading counts a little. */
function readings(words: readonly Word[]): Map<string, Map<string, number>> {
  const table = new Map<string, Map<string, number>>();
  const add = (letter: string, syllable: string, count: number) => {
    const own = table.get(letter) ?? new Map<string, number>();
    own.set(syllable, (own.get(syllable) ?? 0) + count);
    table.set(letter, own);
  };
  for (const letter of letters()) {
    pinyin(letter, { ...READ, multiple: true }).forEach((syllable, i) => {
      if (/^[a-z]{1,6}$/.test(syllable)) add(letter, syllable, 1 / (i + 1));
    });
  }
  for (const { text, count, syllables } of words) {
    [...text].forEach((letter, i) => {
      if (table.has(letter)) add(letter, syllables[i] ?? '', count);
    });
  }
  return table;
}

/** Every character of GBK, and rare ones of names that it lacks. */
function letters(): string[] {
  const decoder = new TextDecoder('gbk');
  const all: string[] = [...'䶮㛃𬭎𫖮'];
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) {
      const letter = decoder.decode(Uint8Array.of(high, low));
      if (/^[\u4e00-\u9fa5]$/.test(letter)) all.push(letter);
    }
  }
  return all;
}

const known = frequencies();
const words = known.slice(0, MOST_READ).flatMap((word): Word[] => {
  const syllables = read(word.text);
  return syllables === null ? [] : [{ ...word, syllables }];
});
const table = readings(words);
const usual = new Map(
  [...table].map(([letter, own]) => [letter, [...own].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '']),
);

/** A word, with its reading only where the characters are not read as usual. */
function told({ text, syllables }: Pick<Word, 'text' | 'syllables'>): string {
  const isUsual = [...text].every((letter, i) => usual.get(letter) === syllables[i]);
  return isUsual ? text : `${text}=${syllables.join("'")}`;
}

function characterLines(): string[] {
  const bySyllable = new Map<string, [letter: string, count: number][]>();
  for (const [letter, own] of table) {
    for (const [syllable, count] of own) {
      bySyllable.set(syllable, [...(bySyllable.get(syllable) ?? []), [letter, count]]);
    }
  }
  return [...bySyllable]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([syllable, all]) => {
      const sorted = all.sort((a, b) => b[1] - a[1]);
      const marked = sorted.map(([one]) => (usual.get(one) === syllable ? one : `${one}'`));
      return `${syllable}:${marked.join('')}`;
    });
}

const shipped = words
  .filter(
    ({ text }) => [...text].length <= LONGEST_WORD && [...text].every((one) => table.has(one)),
  )
  .slice(0, MOST_WORDS);
const phrases = DOMAIN_PHRASES.map((text) => {
  const syllables = read(text);
  if (syllables === null) throw new Error(`${text} cannot be read`);
  return told({ text, syllables });
});
const sources = Object.entries(SOURCES).map(([name, version]) => `${name} ${version}`);
writeFileSync(
  join(import.meta.dirname, 'lexicon-data.ts'),
  `// Written by make-lexicon.ts from ${sources.join(' and ')}, both MIT; not by hand.
// biome-ignore-all format: one line each

/** \`syllable:characters\`, the most frequent first; ' follows one that is usually read otherwise. */
export const CHARACTERS = "${characterLines().join(' ')}";

/** Words, the most frequent first; \`=\` and a reading where it is not the usual one. */
export const WORDS = "${shipped.map(told).join(' ')}";

/** Of \`phrases.ts\`, in the same form. */
export const PHRASES = "${phrases.join(' ')}";
`,
);
process.stdout.write(
  `${table.size} characters, ${shipped.length} words, ${phrases.length} phrases\n`,
);
