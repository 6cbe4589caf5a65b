import { levelsOf, sumOf } from './cells.ts';
import type { CellCounts, DimensionValues, FigureDimension } from './dimension.ts';
import type { FigureKind } from './figure.ts';
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
  const levels = levelsOf(cells, 'citizen');
  const notAdopted = levelsOf(cells, 'notAdopted');
  if (!perPerson) addTo(levels, notAdopted);
  const defaults = levelsOf(cells, 'default');
  return {
    citizen: sumOf(cells, 'citizen'),
    default: sumOf(cells, 'default'),
    notAdopted: sumOf(cells, 'notAdopted'),
    test: sumOf(cells, 'test'),
    unmatched: sumOf(cells, 'unmatched'),
    refused: sumOf(cells, 'refused'),
    forged: sumOf(cells, 'forged'),
    levels,
    ...ratesOf(levels, defaults),
  };
}

function addTo(sum: number[], more: readonly number[]): void {
  for (let place = 0; place < sum.length; place++) {
    sum[place] = (sum[place] ?? 0) + (more[place] ?? 0);
  }
}
