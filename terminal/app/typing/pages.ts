import type { Candidate } from './port.ts';

/** A candidate with the keys' widths that it needs in the row. */
export interface Placed {
  candidate: Candidate;
  units: number;
}

/** A character takes four hundredths of the row (typing.css), a key of ten in a row is ten. */
const CHARACTER = 0.4;
/** A Latin letter, of a character. */
const LATIN = 0.6;
const EDGES = 0.12;
/** Longer ones stand in two lines. */
const LONGEST_LINE = 12;

/** Candidates in pages, each of which fits its row of so many keys' widths whole. Pure. */
export function pagesOf(candidates: readonly Candidate[], room: number): Placed[][] {
  const pages: Placed[][] = [];
  let left = 0;
  for (const candidate of candidates) {
    const units = Math.min(room, unitsOf(candidate));
    if (units > left) {
      pages.push([]);
      left = room;
    }
    pages.at(-1)?.push({ candidate, units });
    left -= units;
  }
  return pages;
}

export function isLong({ text }: Candidate): boolean {
  return [...text].length > LONGEST_LINE;
}

function unitsOf({ text }: Candidate): number {
  const width = [...text].reduce((sum, sign) => sum + (sign < '\u2e80' ? LATIN : 1), 0);
  const inLine = width > LONGEST_LINE ? Math.ceil(width / 2) : width;
  return Math.ceil(inLine * CHARACTER + EDGES);
}
