import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskApplicant, maskIdNo, maskName, maskPhone } from './mask.ts';

describe('a masked name', () => {
  it.each([
    ['王丽', '王*'],
    ['王小明', '王**'],
    ['欧阳小明', '欧阳**'],
    ['欧阳䶮', '欧阳*'],
    ['欧阳', '欧*'],
    ['𬭎丽', '𬭎*'],
    ['王𬭎𫖮', '王**'],
    ['王', '*'],
    ['  王丽 ', '王*'],
    ['', ''],
  ])('%s is shown as %s', (name, shown) => {
    expect(maskName(name)).toBe(shown);
  });
});

describe('a masked number', () => {
  it.each([
    ['440304199001011234', '4403**********1234'],
    ['44030419900101123x', '4403**********123X'],
    ['E12345678', 'E1*****78'],
    ['12345', '1****'],
    ['123', '***'],
  ])('identity number %s is shown as %s', (idNo, shown) => {
    expect(maskIdNo(idNo)).toBe(shown);
  });

  it.each([
    ['13812345678', '138****5678'],
    ['+86 138 1234 5678', '138****5678'],
    ['8200123', '****123'],
    ['12345', '****5'],
    ['110', '***'],
  ])('telephone %s is shown as %s', (phone, shown) => {
    expect(maskPhone(phone)).toBe(shown);
  });
});

/** Characters of the original that the mask lets through. */
function shown(mask: string): string[] {
  return [...mask].filter((character) => character !== '*');
}

const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 32 });
const characters = fc.string({
  unit: fc.constantFrom(...'王欧阳司马䶮𬭎𫖮ab·丽'),
  minLength: 1,
  maxLength: 60,
});

describe('any mask', () => {
  it('shows at most the surname of a name, from its front', () => {
    fc.assert(
      fc.property(characters, (name) => {
        const mask = maskName(name);
        const left = shown(mask);
        expect(left.length).toBeLessThanOrEqual(2);
        expect([...mask].length).toBe([...name].length);
        expect(name.startsWith(left.join(''))).toBe(true);
        expect(mask).toMatch(/\*$/);
      }),
    );
  });

  it('never shows a number whole, and never more than seven or eight of its digits', () => {
    fc.assert(
      fc.property(digits, (number) => {
        for (const [mask, most] of [
          [maskIdNo(number), 8],
          [maskPhone(number), 7],
        ] as const) {
          const left = shown(mask);
          expect(left.length).toBeLessThanOrEqual(Math.min(most, (number.length * 2) / 3));
          expect(mask.match(/\*/g)?.length ?? 0).toBeGreaterThanOrEqual(Math.min(3, mask.length));
        }
      }),
    );
  });

  it('hides the same characters whatever they are: two that differ there look alike', () => {
    const tail = fc.string({
      unit: fc.constantFrom(...'0123456789'),
      minLength: 10,
      maxLength: 10,
    });
    fc.assert(
      fc.property(tail, tail, (one, other) => {
        expect(maskIdNo(`4403${one}1234`)).toBe(maskIdNo(`4403${other}1234`));
      }),
    );
  });

  it('is that of every field of an applicant', () => {
    expect(maskApplicant({ kind: 'person', name: '王小明', phone: '13812345678' })).toEqual({
      kind: 'person',
      name: '王**',
      idType: null,
      idNo: null,
      phone: '138****5678',
    });
  });
});
