import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codesOf } from './unicode-ranges.ts';

const PACKAGE = join(
  import.meta.dirname,
  '../../../node_modules/@fontsource-variable/noto-sans-sc',
);

/** A file of the packaged Noto Sans SC, and the letters that its style gives to it. */
export interface Slice {
  name: string;
  file: string;
  codes: number[];
}

/** All files of the packaged Noto Sans SC, in the order of its style. */
export function packagedSlices(): Slice[] {
  const ranges: Record<string, string> = JSON.parse(
    readFileSync(join(PACKAGE, 'unicode.json'), 'utf8'),
  );
  return Object.entries(ranges).map(([subset, range]) => {
    const name = subset.replace(/[[\]]/g, '');
    const file = join(PACKAGE, 'files', `noto-sans-sc-${name}-wght-normal.woff2`);
    return { name, file, codes: codesOf(range) };
  });
}
