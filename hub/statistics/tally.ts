import type { Amount } from './contributions.ts';
import {
  type FigureKey,
  type FigureKind,
  type FigureValues,
  figureName,
  figureValues,
} from './figure.ts';

/** A group and how much it changed by, or holds. */
export type TallyGroup = { values: FigureValues } & Amount;

/** Adds up how much each group gains or loses. */
export class Tally {
  readonly #groups = new Map<string, TallyGroup>();

  /** Negative amounts take away. */
  add(key: FigureKey, { ratings, cases }: Amount): void {
    const values = figureValues(key);
    const name = figureName(values);
    const group = this.#groups.get(name);
    if (group === undefined) {
      this.#groups.set(name, { values, ratings, cases });
      return;
    }
    group.ratings += ratings;
    group.cases += cases;
  }

  /** Every group that changed. */
  *groups(): Iterable<TallyGroup> {
    for (const group of this.#groups.values()) {
      if (group.ratings !== 0 || group.cases !== 0) yield group;
    }
  }

  /** What changed of each kind, over all its groups. */
  totals(): Map<FigureKind, Amount> {
    const totals = new Map<FigureKind, Amount>();
    for (const { values, ratings, cases } of this.groups()) {
      const kind = values[8];
      const total = totals.get(kind) ?? { ratings: 0, cases: 0 };
      totals.set(kind, { ratings: total.ratings + ratings, cases: total.cases + cases });
    }
    return totals;
  }

  clear(): void {
    this.#groups.clear();
  }
}
