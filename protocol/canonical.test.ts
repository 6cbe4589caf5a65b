import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalText, signedText } from './canonical.ts';
import { rating } from './examples.test-data.ts';

describe('the canonical text', () => {
  it('is that of RFC 8785: sorted names, shortest numbers, no space', () => {
    expect(canonicalText({ b: [1.0, 1e21, 'é'], a: { z: null, y: true } })).toBe(
      '{"a":{"y":true,"z":null},"b":[1,1e+21,"é"]}',
    );
  });

  it('sorts by UTF-16 code units, so that 𬭎 stands before ﬁ', () => {
    expect(canonicalText({ ﬁ: 1, 𬭎: 2 })).toBe('{"𬭎":2,"ﬁ":1}');
  });

  it('does not depend on the order in which fields were set', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalText(turned)).toBe(canonicalText(value));
        expect(JSON.parse(canonicalText(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('refuses to make text of nothing', () => {
    expect(() => canonicalText(undefined)).toThrow(TypeError);
  });

  it('signs everything but the signature', () => {
    const other = { ...rating, signature: 'B'.repeat(86) };
    expect(signedText(other)).toBe(signedText(rating));
    expect(signedText(rating)).not.toContain('AAAA');
    expect(signedText({ ...rating, seq: 42 })).not.toBe(signedText(rating));
    expect(signedText({ ...rating, body: { ...rating.body, level: 3 } })).not.toBe(
      signedText(rating),
    );
  });
});
