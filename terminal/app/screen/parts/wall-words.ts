import type { Language } from '../presentation.ts';

type Write = (epochMs: number) => string;

const kept = new Map<string, { time: Write; day: Write }>();

/**
 * How an hour and a day are written in a language and a time zone. Kept: the very first one costs a
 * slow device a third of a second, and a screen that is drawn anew needs the same ones.
 */
export function wallWords(language: Language, timeZone: string): { time: Write; day: Write } {
  const key = `${language} ${timeZone}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const time = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  const day = new Intl.DateTimeFormat(language, {
    month: 'long',
    day: 'numeric',
    weekday: 'long',
    timeZone,
  });
  const made = { time: (at: number) => time.format(at), day: (at: number) => day.format(at) };
  kept.set(key, made);
  return made;
}
