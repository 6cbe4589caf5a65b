import { describe, expect, it } from 'vitest';
import { UserCodeSchema } from '../../protocol/index.ts';
import { newUserCode, readUserCode } from './user-code.ts';

describe('a user code', () => {
  it('is one that the wire allows', () => {
    for (let i = 0; i < 200; i++)
      expect(UserCodeSchema.safeParse(newUserCode()).success).toBe(true);
  });

  it.each(['abcd-2345', 'ABCD2345', ' ab cd 23 45 ', 'ABCD-2345'])('is read from %j', (typed) => {
    expect(readUserCode(typed)).toBe('ABCD-2345');
  });
});
