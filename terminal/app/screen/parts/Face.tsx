import type { Level } from '../../../../protocol/index.ts';

/** One construction; the mouth carries the meaning, brows only at both ends. */
const MOUTHS: Record<Level, string> = {
  5: 'M27 57C32 83 68 83 73 57',
  4: 'M30 62Q50 77 70 62',
  3: 'M31 67H69',
  2: 'M30 73Q50 58 70 73',
  1: 'M27 78C32 54 68 54 73 78',
};

const BROWS: Partial<Record<Level, string>> = {
  5: 'M27 31Q34 25 41 29M59 29Q66 25 73 31',
  1: 'M26 32Q35 30 41 25M59 25Q65 30 74 32',
};

/** Drawn in ink, so that a photocopy still tells the five apart. */
export function Face({ level }: { level: Level }) {
  return (
    <svg className="face" viewBox="0 0 100 100" aria-hidden="true">
      <circle className="face-ground" cx="50" cy="50" r="47" />
      <circle className="face-eye" cx="35" cy="43" r="4.8" />
      <circle className="face-eye" cx="65" cy="43" r="4.8" />
      <path className="face-line" d={MOUTHS[level]} />
      {BROWS[level] && <path className="face-line" d={BROWS[level]} />}
    </svg>
  );
}
