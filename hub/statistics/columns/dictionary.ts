/** Gives each text of one dimension a small number, and keeps the texts in order. */
export class Dictionary {
  readonly #codes = new Map<string, number>();
  readonly #texts: string[] = [];
  #order: TextOrder | null = null;

  codeOf(text: string): number {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    const code = this.#texts.length;
    this.#codes.set(text, code);
    this.#texts.push(text);
    this.#order = null;
    return code;
  }

  get texts(): readonly string[] {
    return this.#texts;
  }

  get order(): TextOrder {
    this.#order ??= orderOf(this.#texts);
    return this.#order;
  }
}

export interface TextOrder {
  sorted: readonly string[];
  /** Place of each code in `sorted`. */
  ranks: Uint32Array;
}

function orderOf(texts: readonly string[]): TextOrder {
  const codes = texts.map((_, code) => code).sort((a, b) => compare(texts[a], texts[b]));
  const ranks = new Uint32Array(texts.length);
  for (const [rank, code] of codes.entries()) ranks[code] = rank;
  return { sorted: codes.map((code) => texts[code] ?? ''), ranks };
}

/** By UTF-16 units, so that the order is the same on every machine. */
function compare(a = '', b = ''): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
