/** The letters that a CSS `unicode-range` names. */
export function codesOf(unicodeRange: string): number[] {
  return [...unicodeRange.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/gi)].flatMap(
    ([, from = '', to = from]) => {
      const [first, last] = [Number.parseInt(from, 16), Number.parseInt(to, 16)];
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    },
  );
}

/** Letters as a CSS `unicode-range`, neighbours as one range. */
export function unicodeRangeOf(letters: Iterable<number>): string {
  const codes = [...new Set(letters)].sort((a, b) => a - b);
  const ranges = codes.flatMap((code, i) => {
    if (codes[i - 1] === code - 1) return [];
    let last = code;
    while (codes[i + last - code + 1] === last + 1) last++;
    return [last === code ? hex(code) : `${hex(code)}-${hex(last).slice(2)}`];
  });
  return ranges.join(', ');
}

function hex(code: number): string {
  return `U+${code.toString(16).toUpperCase()}`;
}
