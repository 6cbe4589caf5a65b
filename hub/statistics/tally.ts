import { type FigureKey, type FigureValues, figureValues } from './figure.ts';

/** Adds up how many ratings each group gains or loses. */
export class Tally {
  readonly #groups = new Map<string, { values: FigureValues; ratings: number }>();

  add(key: FigureKey, ratings: 1 | -1): void {
    const values = figureValues(key);
    const name = values.join('\n');
    const group = this.#groups.get(name);
    if (group === undefined) this.#groups.set(name, { values, ratings });
    else group.ratings += ratings;
  }

  /** Every group that changed. */
  *groups(): Iterable<{ values: FigureValues; ratings: number }> {
    for (const group of this.#groups.values()) if (group.ratings !== 0) yield group;
  }

  clear(): void {
    this.#groups.clear();
  }
}
