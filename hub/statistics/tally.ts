import type { Amount } from './contributions.ts';
import { type FigureKey, type FigureValues, figureValues } from './figure.ts';

/** Adds up how much each group gains or loses. */
export class Tally {
  readonly #groups = new Map<string, { values: FigureValues } & Amount>();

  /** Negative amounts take away. */
  add(key: FigureKey, { ratings, cases }: Amount): void {
    const values = figureValues(key);
    const name = values.join('\n');
    const group = this.#groups.get(name);
    if (group === undefined) {
      this.#groups.set(name, { values, ratings, cases });
      return;
    }
    group.ratings += ratings;
    group.cases += cases;
  }

  /** Every group that changed. */
  *groups(): Iterable<{ values: FigureValues } & Amount> {
    for (const group of this.#groups.values()) {
      if (group.ratings !== 0 || group.cases !== 0) yield group;
    }
  }

  clear(): void {
    this.#groups.clear();
  }
}
