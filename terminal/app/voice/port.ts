import type { Clip } from './phrases.ts';

export type { Clip } from './phrases.ts';

/** What can be said: a recording, signs one by one, or what only the listener may hear. */
export type VoicePhrase =
  | Clip
  /** Digits and Latin letters, e.g. of a window; others are left out. */
  | { spell: string }
  /** Case numbers and the like: said into headphones, never by the loudspeaker. */
  | { onlyHeadphones: readonly VoicePhrase[] };

/** Speech for who cannot read the screen. */
export interface Voice {
  /** Says one after another; what was being said before ends, but what it begins with goes on. */
  say(phrases: readonly VoicePhrase[]): void;
  stop(): void;
  readonly headphones: boolean;
}
