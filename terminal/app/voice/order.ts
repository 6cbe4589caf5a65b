import type { Clip, VoicePhrase } from './port.ts';

/**
 * The recordings to be played, one after another. Names and case numbers are never heard by
 * others (SZ-16): without headphones what is marked so is left out, with all that leads up to it.
 * Pure.
 */
export function clipsOf(phrases: readonly VoicePhrase[], hasHeadphones: boolean): Clip[] {
  return phrases.flatMap((phrase): Clip[] => {
    if (typeof phrase === 'string') return [phrase];
    if ('spell' in phrase) return signsOf(phrase.spell);
    return hasHeadphones ? clipsOf(phrase.onlyHeadphones, true) : [];
  });
}

/** Does it hold what others must not hear? */
export function isPersonal(phrases: readonly VoicePhrase[]): boolean {
  return phrases.some((phrase) => typeof phrase !== 'string' && 'onlyHeadphones' in phrase);
}

function signsOf(text: string): Clip[] {
  return [...text.toUpperCase()].flatMap((sign) =>
    /^[0-9A-Z]$/.test(sign) ? [`sign${sign}` as const] : [],
  );
}
