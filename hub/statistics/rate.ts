import { LEVELS, type Level } from '../../protocol/index.ts';

/** Amounts in the one order 非常满意 … 非常不满意. */
export type LevelAmounts = readonly number[];

/** Shares are fractions of 1; null where nothing was counted. */
export interface Rates {
  satisfaction: number | null;
  satisfactionWithDefaults: number | null;
  meanLevel: number | null;
  meanLevelWithDefaults: number | null;
}

/** 基本满意 is satisfied: an export that lets level 3 fall into 不满意 wrongs the hall. */
export function isSatisfied(level: Level): boolean {
  return level >= 3;
}

/**
 * The rates of SZ-23a and SZ-24, defined here and nowhere else.
 *
 * - 满意率: levels 5, 4 and 3 (非常满意, 满意, 基本满意) over all that was counted.
 * - mean level: 5 = 非常满意 … 1 = 非常不满意.
 * - without defaults: only what citizens said. With defaults: also the cases that count as 基本满意
 *   because nobody rated them (SZ-17b); never the only one shown.
 *
 * Test, unmatched, refused and forged ratings are in no rate. Which ratings were counted is decided
 * by `summaryOf`: not adopted ones are left out of a person's rates and of no other (SZ-22a).
 */
export function ratesOf(counted: LevelAmounts, defaults: LevelAmounts): Rates {
  const both = counted.map((amount, place) => amount + (defaults[place] ?? 0));
  return {
    satisfaction: satisfactionOf(counted),
    satisfactionWithDefaults: satisfactionOf(both),
    meanLevel: meanLevelOf(counted),
    meanLevelWithDefaults: meanLevelOf(both),
  };
}

function satisfactionOf(amounts: LevelAmounts): number | null {
  return weighted(amounts, (level) => (isSatisfied(level) ? 1 : 0));
}

function meanLevelOf(amounts: LevelAmounts): number | null {
  return weighted(amounts, (level) => level);
}

function weighted(amounts: LevelAmounts, weightOf: (level: Level) => number): number | null {
  let sum = 0;
  let all = 0;
  for (const [place, level] of LEVELS.entries()) {
    const amount = amounts[place] ?? 0;
    sum += amount * weightOf(level);
    all += amount;
  }
  return all === 0 ? null : sum / all;
}
