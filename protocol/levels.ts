/**
 * The five levels of SZ-10. 5 is best on our wire, as in every deployed system;
 * GB/T 39046-2020 A.8 counts 1 as best, so that is mapped at export and nowhere else.
 */
export const LEVELS = [5, 4, 3, 2, 1] as const;

/** One of the five levels, 5 = 非常满意 … 1 = 非常不满意. */
export type Level = (typeof LEVELS)[number];

/** Official names; always shown in full and always in this order. */
export const LEVEL_NAMES: Record<Level, string> = {
  5: '非常满意',
  4: '满意',
  3: '基本满意',
  2: '不满意',
  1: '非常不满意',
};

/** 不满意 and 非常不满意 are negative and lead to a work order (SZ-21a). */
export function isNegative(level: Level): boolean {
  return level <= 2;
}
