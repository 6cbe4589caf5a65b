import { describe, expect, it } from 'vitest';
import { packLabel, parsePack, shenzhen } from './pack.ts';

describe('a rule pack', () => {
  it('of Shenzhen is valid and named with its version', () => {
    expect(parsePack(shenzhen)).toEqual({ ok: true, pack: shenzhen });
    expect(packLabel(shenzhen)).toBe('shenzhen@1');
  });

  it('names everything that is wrong with it at once', () => {
    const parsed = parsePack({ ...shenzhen, timeZone: 'Asia/Nowhere', ratingDays: 0, extra: 1 });
    expect(parsed.ok).toBe(false);
    if (parsed.ok) return;
    expect(parsed.errors.map((error) => error.path).sort()).toEqual(['', 'ratingDays', 'timeZone']);
  });
});
