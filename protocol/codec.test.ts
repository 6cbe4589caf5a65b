import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { check, decode, encode, refusalOf } from './codec.ts';
import { rating } from './examples.test-data.ts';
import { LIMITS } from './limits.ts';
import { RatingSchema } from './messages/rating.ts';

function refusalOfBytes(bytes: Uint8Array) {
  const decoded = decode(bytes, RatingSchema);
  if (decoded.ok) throw new Error('was taken');
  return decoded.refusal;
}

const refusalOfValue = (value: unknown) => refusalOfBytes(encode(value));

describe('the codec', () => {
  it('turns the bytes of a message into the message', () => {
    const decoded = decode(encode(rating), RatingSchema);
    expect(decoded).toMatchObject({ ok: true, message: rating });
  });

  it('drops fields it does not know, and keeps them in what the bytes said', () => {
    const newer = { ...rating, mood: 'fine', body: { ...rating.body, shade: 3 } };
    const decoded = decode(encode(newer), RatingSchema);
    expect(decoded).toEqual({ ok: true, message: rating, raw: newer });
  });

  it('takes a payload of just the limit and refuses one byte more as oversized', () => {
    const anything = z.string();
    const full = encode('x'.repeat(LIMITS.payloadBytes - 2));
    expect(full.byteLength).toBe(LIMITS.payloadBytes);
    expect(decode(full, anything).ok).toBe(true);
    const more = decode(encode('x'.repeat(LIMITS.payloadBytes - 1)), anything);
    expect(more).toMatchObject({ ok: false, refusal: { reason: 'oversized' } });
  });

  it.each([
    ['a lone continuation byte', [0x22, 0x80, 0x22]],
    ['GBK text', [0x22, 0xc2, 0xfa, 0x22]],
    ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22]],
    ['a surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['a cut character', [0x22, 0xe6, 0xbb]],
  ])('refuses %s as not UTF-8', (_, bytes) => {
    expect(refusalOfBytes(Uint8Array.from(bytes)).reason).toBe('notUtf8');
  });

  it('refuses what is not JSON, an empty payload and a byte order mark as malformed', () => {
    const texts = ['{', '', '\uFEFF{}', '{"a":1}x', 'NaN'];
    for (const text of texts) {
      expect(refusalOfBytes(new TextEncoder().encode(text)).reason, text).toBe('malformed');
    }
  });

  it.each([[null], [5], ['x'], [[]], [{}]])('refuses %j as malformed', (value) => {
    expect(refusalOfValue(value).reason).toBe('malformed');
  });

  it('names every field that is wrong, as far as the limit, and counts all', () => {
    const bad = { ...rating, seq: 0, body: { ...rating.body, caseNo: '../etc' } };
    expect(refusalOfValue(bad).errors.map(({ path }) => path)).toEqual(['seq', 'body.caseNo']);

    const many = Array.from({ length: 12 }, (_, i) => ({ path: `f${i}`, message: 'wrong' }));
    const refusal = refusalOf('malformed', many);
    expect(refusal.errors).toHaveLength(LIMITS.refusalErrors);
    expect(refusal.detail).toContain('12 errors in all');
  });

  it('says unknownVersion before anything else is judged', () => {
    expect(refusalOfValue({ ...rating, version: 2 }).reason).toBe('unknownVersion');
    expect(refusalOfValue({ version: '1' }).reason).toBe('unknownVersion');
  });

  it.each([0, 6, -1, 3.5, '5', null])('refuses %j as a wrong level', (level) => {
    expect(refusalOfValue({ ...rating, body: { ...rating.body, level } })).toMatchObject({
      reason: 'wrongLevel',
      errors: [{ path: 'body.level' }],
    });
    const business = refusalOfValue({ ...rating, body: { ...rating.body, business: level } });
    expect(business.reason).toBe('wrongLevel');
  });

  it('calls a wrong level beside another fault malformed', () => {
    const bad = { ...rating, seq: 0, body: { ...rating.body, level: 9 } };
    expect(refusalOfValue(bad).reason).toBe('malformed');
  });

  it('checks values that are parsed already by the same rules', () => {
    expect(check(rating, RatingSchema).ok).toBe(true);
    expect(check({ ...rating, version: 9 }, RatingSchema)).toMatchObject({
      ok: false,
      refusal: { reason: 'unknownVersion' },
    });
  });
});
