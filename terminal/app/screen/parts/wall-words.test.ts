import { describe, expect, it } from 'vitest';
import { HOME_ZONE } from '../home-time.ts';
import { wallWords } from './wall-words.ts';

const LEAP_YEAR = Date.UTC(2028, 0, 1, 15, 59, 59, 999);
const DAY_MS = 24 * 3_600_000;

describe('the words of the clock on the wall', () => {
  it('are those of the browser for each day of a leap year, a moment before and after midnight', () => {
    for (const language of ['zh-CN', 'zh-HK'] as const) {
      const theirs = (form: Intl.DateTimeFormatOptions) =>
        new Intl.DateTimeFormat(language, { ...form, timeZone: HOME_ZONE });
      const day = theirs({ month: 'long', day: 'numeric', weekday: 'long' });
      const time = theirs({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
      const own = wallWords(language, HOME_ZONE);
      for (let days = 0; days < 366; days++) {
        for (const at of [LEAP_YEAR + days * DAY_MS, LEAP_YEAR + days * DAY_MS + 1]) {
          expect([own.day(at), own.time(at)]).toEqual([day.format(at), time.format(at)]);
        }
      }
    }
  });

  it('are written elsewhere, and in English, as the browser does', () => {
    const at = Date.UTC(2026, 10, 25, 16, 5);
    expect(wallWords('zh-CN', 'Asia/Urumqi').time(at)).toBe('22:05');
    expect(wallWords('en', HOME_ZONE).day(at)).toBe('Thursday, November 26');
  });
});
