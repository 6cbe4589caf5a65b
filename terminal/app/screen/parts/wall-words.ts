import { atHome, HOME_ZONE, hourAtHome } from '../home-time.ts';
import type { Language } from '../presentation.ts';

type Write = (epochMs: number) => string;

interface WallWords {
  time: Write;
  day: Write;
}

const WEEKDAYS = '日一二三四五六';
const kept = new Map<string, WallWords>();

/**
 * How an hour and a day are written in a language and a time zone. What the first screen needs is
 * written here, without the browser; its words are kept, for they are needed again and again.
 */
export function wallWords(language: Language, timeZone: string): WallWords {
  if (timeZone === HOME_ZONE && language !== 'en') return CHINESE_AT_HOME;
  const key = `${language} ${timeZone}`;
  const words = kept.get(key) ?? wordsOfBrowser(language, timeZone);
  kept.set(key, words);
  return words;
}

const CHINESE_AT_HOME: WallWords = {
  time: hourAtHome,
  day: (at) => {
    const date = atHome(at);
    const weekday = WEEKDAYS.charAt(date.getUTCDay());
    return `${date.getUTCMonth() + 1}月${date.getUTCDate()}日星期${weekday}`;
  },
};

function wordsOfBrowser(language: Language, timeZone: string): WallWords {
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
  return { time: (at) => time.format(at), day: (at) => day.format(at) };
}
