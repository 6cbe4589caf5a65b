import { describe, expect, it } from 'vitest';
import { isNegative, LEVEL_NAMES, LEVELS } from './levels.ts';
import { LIMITS } from './limits.ts';
import { NATIONAL_TAGS } from './tags.ts';

describe('the levels', () => {
  it('are five, the best first, each with its official name (SZ-10)', () => {
    expect(LEVELS.map((level) => LEVEL_NAMES[level])).toEqual([
      '非常满意',
      '满意',
      '基本满意',
      '不满意',
      '非常不满意',
    ]);
    expect(LEVELS.filter(isNegative)).toEqual([2, 1]);
  });
});

describe('the national tags', () => {
  it('are forty, eight a level, every code and name once', () => {
    expect(NATIONAL_TAGS).toHaveLength(40);
    for (const level of LEVELS) {
      expect(NATIONAL_TAGS.filter((tag) => tag.level === level)).toHaveLength(8);
    }
    expect(new Set(NATIONAL_TAGS.map(({ code }) => code)).size).toBe(40);
    expect(new Set(NATIONAL_TAGS.map(({ name }) => name)).size).toBe(40);
  });

  it('carry their level as the first digit of the code', () => {
    for (const { code, level } of NATIONAL_TAGS) expect(Number(code[0])).toBe(level);
  });

  it('are about the service in six cases and about the business in all others', () => {
    const service = NATIONAL_TAGS.filter(({ indicator }) => indicator === 'service');
    expect(service.map(({ code }) => code).sort()).toEqual([
      '115',
      '213',
      '214',
      '314',
      '413',
      '517',
    ]);
  });

  it('fit into one rating: all of a level, for both indicators', () => {
    expect(LIMITS.ratingTags).toBeGreaterThanOrEqual(16);
  });
});
