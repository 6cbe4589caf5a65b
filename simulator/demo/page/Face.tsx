import type { Level } from '../../../protocol/index.ts';

/** Mouths from deep smile to deep frown; one construction, one stroke, one size. */
const MOUTHS: Record<Level, string> = {
  5: 'M9 17.5q7 8.5 14 0',
  4: 'M10 19q6 5 12 0',
  3: 'M10.5 20.500h11',
  2: 'M10 22q6 -5 12 0',
  1: 'M9 23.500q7 -8.5 14 0',
};
const BROWS: Partial<Record<Level, string>> = {
  5: 'M9.5 9.500q2 -2 4 -.4 M18.5 9.100q2 -1.6 4 .4',
  1: 'M9.5 10.500l4 -1.9 M22.5 10.500l-4 -1.9',
};

export function Face({ level }: { level: Level }) {
  return (
    <svg className={`face level-${level}`} viewBox="0 0 32 32" aria-hidden="true">
      <circle cx="16" cy="16" r="14" />
      <circle className="eye" cx="11.5" cy="13" r="1.7" />
      <circle className="eye" cx="20.5" cy="13" r="1.7" />
      <path d={MOUTHS[level]} />
      {BROWS[level] && <path d={BROWS[level]} />}
    </svg>
  );
}
