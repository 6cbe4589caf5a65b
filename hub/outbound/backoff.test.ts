import { describe, expect, it } from 'vitest';
import { LONGEST_PAUSE_MS, retryAfterMs, retryDelayMs } from './backoff.ts';

const POLICY = { baseMs: 1_000, ceilingMs: 60_000 };

describe('the wait before the next attempt', () => {
  it('doubles up to its ceiling, anywhere between nothing and that', () => {
    expect([1, 2, 3, 7, 500].map((failures) => retryDelayMs(POLICY, failures, 0.5))).toEqual([
      500, 1_000, 2_000, 30_000, 30_000,
    ]);
    expect(retryDelayMs(POLICY, 3, 0)).toBe(0);
    expect(retryDelayMs(POLICY, 3, 0.999)).toBeLessThanOrEqual(4_000);
  });

  it('is what the receiver asks for, in seconds or as a date', () => {
    const now = Date.parse('2026-11-22T04:00:00Z');
    expect(retryAfterMs('30', now)).toBe(30_000);
    expect(retryAfterMs('Sun, 22 Nov 2026 04:01:00 GMT', now)).toBe(60_000);
    expect(retryAfterMs('Sun, 22 Nov 2026 03:00:00 GMT', now)).toBe(0);
    expect(retryAfterMs('99999999', now)).toBe(LONGEST_PAUSE_MS);
    expect(retryAfterMs('soon', now)).toBeNull();
    expect(retryAfterMs(undefined, now)).toBeNull();
  });
});
