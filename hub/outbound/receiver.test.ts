import { describe, expect, it } from 'vitest';
import { shortened, verdictOf } from './receiver.ts';

const NOW = Date.parse('2026-11-22T04:00:00Z');

function verdict(status: number, other: { retryAfter?: string; text?: string } = {}) {
  return verdictOf({ status, retryAfter: other.retryAfter, text: other.text ?? '' }, NOW);
}

describe('the answer of a receiver', () => {
  it.each([200, 201, 202, 204])('%s accepts', (status) => {
    expect(verdict(status)).toEqual({ verdict: 'accepted', reason: null });
  });

  it('409 says that it was there already', () => {
    expect(verdict(409, { text: 'known' })).toEqual({
      verdict: 'accepted',
      reason: 'HTTP 409: known',
    });
  });

  it.each([400, 410, 413, 422])('%s refuses for good, with the reason', (status) => {
    expect(verdict(status, { text: 'no' })).toEqual({
      verdict: 'refused',
      reason: `HTTP ${status}: no`,
    });
  });

  it.each([301, 401, 403, 404, 405, 408, 425, 429, 500, 502, 503, 504])(
    '%s means again',
    (status) => {
      expect(verdict(status)).toMatchObject({ verdict: 'tryAgain', retryAfterMs: null });
    },
  );

  it('may ask for a pause', () => {
    expect(verdict(503, { retryAfter: '7' })).toMatchObject({ retryAfterMs: 7_000 });
  });

  it('is kept as one line of bounded length, by whole characters', () => {
    expect(shortened(' a\n b ')).toBe('a b');
    expect([...shortened('𬭎'.repeat(600))]).toHaveLength(500);
  });
});
