/** Says fixed phrases aloud. Names and numbers of cases never come out of a loudspeaker. */
export interface Voice {
  /** After what is being said now has been stopped. */
  say(phrases: readonly string[]): void;
  stop(): void;
  /** Headphones are plugged in: only the citizen hears. */
  readonly headphones: boolean;
}
