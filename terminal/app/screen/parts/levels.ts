import type { Level } from '../../../../protocol/index.ts';

/** One order everywhere, 非常满意 first; it is stored with the rating. */
export const DISPLAY_ORDER: readonly Level[] = [5, 4, 3, 2, 1];
