import { describe, expect, it } from 'vitest';
import { halfCharacter } from './well-formed.ts';

describe('half a character', () => {
  it('is found wherever it stands, also in a name', () => {
    expect(halfCharacter('\ud800')).toBe('');
    expect(halfCharacter({ a: [{ b: 'x' }, { b: 'x\udc00' }] })).toBe('a.1.b');
    expect(halfCharacter({ a: { '\ud800': 1 } })).toBe('a');
  });

  it('is not seen in a whole one', () => {
    expect(halfCharacter({ 姓: '𬭎', n: [1, null, true, '\ud86c\udece'] })).toBeNull();
  });

  it('is looked for in what is nested deeper than any stack', () => {
    let deep: unknown = '\ud800';
    for (let n = 0; n < 200_000; n++) deep = [deep];
    expect(halfCharacter(deep)).toMatch(/^0\.0/);
  });
});
