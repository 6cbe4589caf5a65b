import type { RatingBody, Timings } from '../../../protocol/index.ts';

export type Language = RatingBody['language'];

/** How one citizen wants to see and hear the screen; forgotten when the screen is idle again. */
export interface Presentation {
  language: Language;
  /** Short sentences in common words, where the language has them. */
  simple: boolean;
  large: boolean;
  contrast: boolean;
  voice: boolean;
}

export const USUAL: Presentation = {
  language: 'zh-CN',
  simple: false,
  large: false,
  contrast: false,
  voice: false,
};

/** Who reads slowly or listens has twice the time for every step (WCAG 2.2.1). */
export function pacedTimings(timings: Timings, { large, voice }: Presentation): Timings {
  if (!large && !voice) return timings;
  const { undoMs, thanksMs, promptIdleMs, warnMs } = timings;
  return {
    undoMs: 2 * undoMs,
    thanksMs: 2 * thanksMs,
    promptIdleMs: 2 * promptIdleMs,
    warnMs: 2 * warnMs,
  };
}
