import { LEVELS } from '../../protocol/index.ts';
import { levelsOf } from './cells.ts';
import type { CellCounts, DimensionValues, FigureDimension } from './dimension.ts';
import { FIGURE_KINDS, type FigureKind } from './figure.ts';
import { type Rates, ratesOf } from './rate.ts';

/** One amount (ratings or cases) of a group: each kind apart, and the rates. */
export type AmountSummary = Record<FigureKind, number> &
  Rates & {
    /** What the rates without defaults count, 非常满意 first. */
    levels: number[];
  };

/** What a group of the figures says, in ratings and in cases (SZ-20a). */
export interface Summary {
  ratings: AmountSummary;
  cases: AmountSummary;
}

/**
 * A question about persons: their figures leave out what was not adopted, while those of item,
 * window and hall keep it (SZ-22a); and not everybody may ask it (SZ-24).
 */
export function isPerPerson(question: {
  by: readonly FigureDimension[];
  where?: DimensionValues;
}): boolean {
  return question.by.includes('staff') || question.where?.staff !== undefined;
}

/** Sums a group up; `perPerson` as `isPerPerson` says. */
export function summaryOf(counts: CellCounts, { perPerson }: { perPerson: boolean }): Summary {
  return {
    ratings: amountSummary(counts.ratings, perPerson),
    cases: amountSummary(counts.cases, perPerson),
  };
}

function amountSummary(cells: readonly number[], perPerson: boolean): AmountSummary {
  const adopted = levelsOf(cells, 'citizen');
  const notAdopted = levelsOf(cells, 'notAdopted');
  const levels = perPerson ? adopted : adopted.map((one, place) => one + (notAdopted[place] ?? 0));
  const kinds = FIGURE_KINDS.map((kind) => [kind, sumOf(levelsOf(cells, kind))]);
  return {
    ...(Object.fromEntries(kinds) as Record<FigureKind, number>),
    levels: levels.slice(0, LEVELS.length),
    ...ratesOf(levels, levelsOf(cells, 'default')),
  };
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, one) => sum + one, 0);
}
