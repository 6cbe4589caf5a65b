import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lettersOfFirst, lettersOfMore } from './letters.ts';
import { packagedSlices } from './packaged.ts';
import { run } from './run.ts';
import { unicodeRangeOf } from './unicode-ranges.ts';

/**
 * Makes the fonts of our own words from the packaged Noto Sans SC, anew after a word was added:
 * `node terminal/app/fonts/make-own-fonts.ts`. Needs fonttools:
 * `apt-get install python3-fonttools python3-brotli`. The same versions make the same bytes.
 */
const MADE = { 'own-first': lettersOfFirst(), 'own-more': lettersOfMore() };
/** The lightest and the heaviest that the styles use. */
const WEIGHTS = [400, 650] as const;
/** With a fixed seed, or its sets have another order each time. */
const PYTHON = ['PYTHONHASHSEED=0', '/usr/bin/python3'];
/** Comes whole as it is: its letters are kerned. */
const LATIN = 'latin';

const slices = packagedSlices();
const latin = slices.find(({ name }) => name === LATIN);
const faces = Object.entries(MADE).map(([name, letters]) => {
  const left = letters.difference(new Set(latin?.codes));
  const parts = slices.flatMap(({ file, codes }) => {
    const mine = codes.filter((code) => left.delete(code));
    return mine.length === 0 ? [] : [{ file, codes: mine }];
  });
  if (left.size > 0) throw new Error(`no packaged font has ${unicodeRangeOf(left)}`);
  const made = join(import.meta.dirname, `${name}.woff2`);
  const order = { slices: parts, weights: WEIGHTS, made };
  run(
    '/usr/bin/env',
    [...PYTHON, join(import.meta.dirname, 'merge-slices.py')],
    JSON.stringify(order),
  );
  const codes = parts.flatMap((part) => part.codes);
  process.stdout.write(`${name}: ${codes.length} letters, ${statSync(made).size} bytes\n`);
  return faceOf(`./${name}.woff2`, WEIGHTS.join(' '), codes);
});
const latinFile = `@fontsource-variable/noto-sans-sc/files/noto-sans-sc-${LATIN}-wght-normal.woff2`;
faces.push(faceOf(latinFile, '100 900', latin?.codes ?? []));
writeFileSync(
  join(import.meta.dirname, 'own.css'),
  `/* Written by make-own-fonts.ts. */\n${faces.join('\n')}`,
);

function faceOf(source: string, weights: string, codes: number[]): string {
  return `@font-face {
  font-family: "Haochaping Sans";
  font-style: normal;
  font-display: swap;
  font-weight: ${weights};
  src: url("${source}") format("woff2");
  unicode-range: ${unicodeRangeOf(codes)};
}
`;
}
