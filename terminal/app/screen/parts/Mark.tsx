/** One ring, one stroke: done, or nothing done. The same after every level. */
export function Mark({ kind }: { kind: 'done' | 'none' | 'pause' }) {
  const strokes = { done: 'M30 52L44 66L71 36', none: 'M32 50H68', pause: 'M41 36V64M59 36V64' };
  return (
    <svg className="mark" data-kind={kind} viewBox="0 0 100 100" aria-hidden="true">
      <circle cx="50" cy="50" r="46" />
      <path d={strokes[kind]} pathLength="1" />
    </svg>
  );
}
