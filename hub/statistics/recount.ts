import type { Amount } from './contributions.ts';
import { type FigureKey, type FigureValues, figureName, figureValues } from './figure.ts';
import type { Tally } from './tally.ts';

/** A group whose counter is not what the ledger says. */
export interface FigureDifference {
  values: FigureValues;
  kept: Amount;
  ledger: Amount;
}

/** First and last day, both inclusive; absent for "no limit". */
export interface DayRange {
  from?: string;
  to?: string;
}

export function isWithin(day: string, { from, to }: DayRange): boolean {
  return (from === undefined || day >= from) && (to === undefined || day <= to);
}

/** Compares the counters with a fresh tally of the ledger; every group that differs, once. */
export function* differences(
  ledger: Tally,
  kept: Iterable<FigureKey & Amount>,
  range: DayRange = {},
): Iterable<FigureDifference> {
  const missing = new Map<string, { values: FigureValues } & Amount>();
  for (const group of ledger.groups()) {
    if (isWithin(group.values[0], range)) missing.set(figureName(group.values), group);
  }
  for (const row of kept) {
    if (!isWithin(row.day, range)) continue;
    const values = figureValues(row);
    const name = figureName(values);
    const expected = missing.get(name) ?? NOTHING;
    missing.delete(name);
    if (row.ratings === expected.ratings && row.cases === expected.cases) continue;
    yield { values, kept: amountsOf(row), ledger: amountsOf(expected) };
  }
  for (const group of missing.values()) {
    yield { values: group.values, kept: NOTHING, ledger: amountsOf(group) };
  }
}

/** One difference as a person reads it. */
export function differenceText({ values, kept, ledger }: FigureDifference): string {
  const amount = ({ ratings, cases }: Amount) => `${ratings} ratings of ${cases} cases`;
  return `${values.join(' / ')}: counted ${amount(kept)}, the ledger says ${amount(ledger)}`;
}

const NOTHING: Amount = { ratings: 0, cases: 0 };

function amountsOf({ ratings, cases }: Amount): Amount {
  return { ratings, cases };
}
