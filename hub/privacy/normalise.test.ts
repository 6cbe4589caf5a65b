import { describe, expect, it } from 'vitest';
import { normalisedIdNo, normalisedPhone } from './normalise.ts';

describe('one spelling', () => {
  it.each([
    ['44030419900101123x', '44030419900101123X'],
    ['440304 19900101 123X', '44030419900101123X'],
    ['４４０３０４１９９００１０１１２３Ｘ', '44030419900101123X'],
    ['H1234567(8)', 'H1234567(8)'],
    ['H1234567（8）', 'H1234567(8)'],
  ])('of the identity number %s', (written, one) => {
    expect(normalisedIdNo(written)).toBe(one);
  });

  it.each([
    ['138 1234 5678', '13812345678'],
    ['+86 138-1234-5678', '13812345678'],
    ['008613812345678', '13812345678'],
    ['0755-8200 1234', '075582001234'],
    ['+852 2345 6789', '85223456789'],
  ])('of the telephone %s', (written, one) => {
    expect(normalisedPhone(written)).toBe(one);
  });
});
