/** A path is for a person; a hostile body can make one as long as itself. */
const MOST_PATH = 200;

/**
 * Where the first text stands that has half a character in it (a lone surrogate, which JSON can
 * say and UTF-8 cannot); null when there is none. It could neither be signed nor kept to the byte.
 *
 * @returns the dotted path; empty for the value itself
 */
export function halfCharacter(value: unknown): string | null {
  // Not by recursion: a hostile body may be nested deeper than the stack.
  const waiting: { path: string; value: unknown }[] = [{ path: '', value }];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const { path, value: here } = one;
    if (typeof here === 'string' && !here.isWellFormed()) return path.slice(0, MOST_PATH);
    if (typeof here !== 'object' || here === null) continue;
    for (const [name, inner] of Object.entries(here)) {
      if (!name.isWellFormed()) return path.slice(0, MOST_PATH);
      waiting.push({ path: path === '' ? name : `${path}.${name}`, value: inner });
    }
  }
  return null;
}

export const HALF_CHARACTER = 'has half a character (a lone surrogate)';
