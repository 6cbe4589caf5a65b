import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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
const PACKAGED = join(
  import.meta.dirname,
  '../../../node_modules/@fontsource-variable/noto-sans-sc/index.css',
);

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

function packaged(): Set<number> {
  const has = new Set<number>();
  for (const [, from = '', to = from] of readFileSync(PACKAGED, 'utf8').matchAll(
    /U\+([0-9A-F]+)(?:-([0-9A-F]+))?/gi,
  )) {
    for (let code = Number.parseInt(from, 16); code <= Number.parseInt(to, 16); code++) {
      has.add(code);
    }
  }
  return has;
}

function hex(code: number): string {
  return `U+${code.toString(16).toUpperCase()}`;
}

function run(command: string, args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`${command}: ${error?.message ?? stderr}`);
  return stdout;
}

const has = packaged();
const missing = [...new Set(wanted())].filter((code) => !has.has(code)).sort((a, b) => a - b);
const codes = missing.map(hex);
/** Neighbours as one range. */
const ranges = missing.flatMap((code, i) => {
  if (missing[i - 1] === code - 1) return [];
  let last = code;
  while (missing[i + last - code + 1] === last + 1) last++;
  return [last === code ? hex(code) : `${hex(code)}-${hex(last).slice(2)}`];
});
const folder = mkdtempSync(join(tmpdir(), 'haochaping-font-'));
writeFileSync(join(folder, 'codes'), codes.join('\n'));
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
  `/* Written by make-rare-font.ts: ${codes.length} letters. One family with the packaged ones, so that no style names it. */
@font-face {
  font-family: "Noto Sans SC Variable";
  font-style: normal;
  font-display: swap;
  font-weight: 100 900;
  src: url("./noto-sans-sc-rare.woff2") format("woff2");
  unicode-range: ${ranges.join(', ')};
}
`,
);
process.stdout.write(`${codes.length} letters, ${readFileSync(MADE).length} bytes\n`);
