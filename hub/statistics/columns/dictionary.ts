/** Gives each text of one dimension a small number, and keeps the texts in order. */
export class Dictionary {
  readonly #codes = new Map<string, number>();
  readonly #texts: string[] = [];
  #order: TextOrder | null = null;
  #lastText: string | null = null;
  #lastCode = 0;

  codeOf(text: string): number {
    // Groups come in order, so that most texts are the one before.
    if (text === this.#lastText) return this.#lastCode;
    const code = this.#codes.get(text) ?? this.#add(text);
    this.#lastText = text;
    this.#lastCode = code;
    return code;
  }

  get size(): number {
    return this.#texts.length;
  }

  get order(): TextOrder {
    this.#order ??= orderOf(this.#texts);
    return this.#order;
  }

  #add(text: string): number {
    const code = this.#texts.push(text) - 1;
    this.#codes.set(text, code);
    this.#order = null;
    return code;
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
