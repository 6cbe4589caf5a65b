import type { Stage } from './messages/rating.ts';

/** What a rating may be about (SZ-11). */
export type Indicator = 'overall' | 'business' | 'service';

const ALL: readonly Indicator[] = ['overall', 'business', 'service'];
const SERVICE_ALONE: readonly Indicator[] = ['overall', 'service'];

/**
 * Which indicators may be asked at a stage: at receipt (SZ-18e) and after a consultation
 * (SZ-15/19) a person's attitude and ability are rated, and nothing else.
 */
export function indicatorsOf(stage: Stage): readonly Indicator[] {
  return stage === 'completion' ? ALL : SERVICE_ALONE;
}
