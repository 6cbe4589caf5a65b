import { describe, expect, it } from 'vitest';
import { receiptCode } from './receipt-code.ts';

describe('a receipt code', () => {
  it('is the first 40 bits of the hash in Crockford base 32', () => {
    expect(receiptCode(`0000000000${'f'.repeat(54)}`)).toBe('00000000');
    expect(receiptCode('f'.repeat(64))).toBe('ZZZZZZZZ');
    expect(receiptCode(`0000100020${'0'.repeat(54)}`)).toBe('00010010');
  });
});
