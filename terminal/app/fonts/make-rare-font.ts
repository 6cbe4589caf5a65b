import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagedSlices } from './packaged.ts';
import { run } from './run.ts';
import { unicodeRangeOf } from './unicode-ranges.ts';

/**
 * Makes the letters that the packaged Noto Sans SC lacks: `node terminal/app/fonts/make-rare-font.ts`.
 * Needs Debian's fonts-noto-cjk (SIL OFL 1.1, as what is made of it), unicode-data and fonttools:
 * `apt-get install fonts-noto-cjk unicode-data python3-fonttools python3-brotli`.
 */
const FONT = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';
/** Which of the fonts in that file is the one for simplified Chinese. */
const FONT_NUMBER = '2';
const UNIHAN = '/usr/share/unicode/Unihan_OtherMappings.txt.bz2';
const MADE = join(import.meta.dirname, 'noto-sans-sc-rare.woff2');
const STYLE = join(import.meta.dirname, 'rare.css');
/** What names are written with: 通用规范汉字表, GB 2312, and the common half of Big5 (A4–C6). */
function wanted(): number[] {
  const table = run('bzcat', [UNIHAN])
    .split('\n')
    .filter((line) => line.startsWith('U+'));
  return table.flatMap((line) => {
    const [code = '', property, value = ''] = line.split('\t');
    const isCommonBig5 = property === 'kBigFive' && value < 'C67F';
    const isIn = property === 'kTGH' || property === 'kGB0' || isCommonBig5;
    return isIn ? [Number.parseInt(code.slice(2), 16)] : [];
  });
}

const has = new Set(packagedSlices().flatMap(({ codes }) => codes));
const missing = [...new Set(wanted())].filter((code) => !has.has(code));
const unicodeRange = unicodeRangeOf(missing);
const folder = mkdtempSync(join(tmpdir(), 'haochaping-font-'));
writeFileSync(join(folder, 'codes'), unicodeRange);
run('/usr/bin/python3', [
  '-m',
  'fontTools.subset',
  FONT,
  `--font-number=${FONT_NUMBER}`,
  `--unicodes-file=${join(folder, 'codes')}`,
  '--flavor=woff2',
  '--layout-features=',
  '--no-hinting',
  '--desubroutinize',
  `--output-file=${MADE}`,
]);
rmSync(folder, { recursive: true });
writeFileSync(
  STYLE,
  `/* Written by make-rare-font.ts: ${missing.length} letters. One family with the packaged ones, so that no style names it. */
@font-face {
  font-family: "Noto Sans SC Variable";
  font-style: normal;
  font-display: swap;
  font-weight: 100 900;
  src: url("./noto-sans-sc-rare.woff2") format("woff2");
  unicode-range: ${unicodeRange};
}
`,
);
process.stdout.write(`${missing.length} letters, ${readFileSync(MADE).length} bytes\n`);
