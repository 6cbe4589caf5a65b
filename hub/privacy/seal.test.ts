import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { open, seal } from './seal.ts';

const key = { id: 'k-1', bytes: randomBytes(32) };
const place = { caseNo: 'C-1', field: 'name' };
const broken = expect.objectContaining({ code: 'sealBroken' });

describe('a sealed value', () => {
  it('is read again in its own place, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(open(seal(text, key, place), key, place)).toBe(text);
      }),
    );
  });

  it('looks different each time and holds nothing readable', () => {
    const sealed = seal('440304199001011234', key, place);
    expect(seal('440304199001011234', key, place)).not.toBe(sealed);
    expect(Buffer.from(sealed, 'base64url').includes('4403')).toBe(false);
  });

  it.each([
    ['another case', { ...place, caseNo: 'C-2' }],
    ['another field', { ...place, field: 'idNo' }],
  ])('does not open in %s', (_, elsewhere) => {
    expect(() => open(seal('王丽', key, place), key, elsewhere)).toThrow(broken);
  });

  it('does not open with another key, nor under another key id', () => {
    const sealed = seal('王丽', key, place);
    expect(() => open(sealed, { ...key, bytes: randomBytes(32) }, place)).toThrow(broken);
    expect(() => open(sealed, { ...key, id: 'k-2' }, place)).toThrow(broken);
  });

  it('does not open when a single byte of it was changed or cut off', () => {
    const bytes = Buffer.from(seal('王丽', key, place), 'base64url');
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => open(changed.toString('base64url'), key, place)).toThrow(broken);
    }
    for (const length of [0, 5, 12, 27, bytes.length - 1]) {
      const short = bytes.subarray(0, length).toString('base64url');
      expect(() => open(short, key, place)).toThrow(broken);
    }
  });
});
