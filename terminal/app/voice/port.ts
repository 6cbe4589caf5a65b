/** The id of a fixed phrase, or signs that are said one by one. */
export type VoicePhrase = string | { spell: string };

/** Says fixed phrases aloud. Names and numbers of cases never come out of a loudspeaker. */
export interface Voice {
  /** One after another; what was being said before ends. */
  say(phrases: readonly VoicePhrase[]): void;
  stop(): void;
  /** Headphones are plugged in: only the citizen hears. */
  readonly headphones: boolean;
}
