import { describe, expect, it } from 'vitest';
import { hashPassword, isPassword, newPassword } from './passwords.ts';

describe('passwords', () => {
  it('are known again, and no other is', async () => {
    const hash = await hashPassword('correct horse');
    expect(hash).toMatch(/^scrypt\$32768\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
    expect(await isPassword('correct horse', hash)).toBe(true);
    expect(await isPassword('correct horse ', hash)).toBe(false);
    expect(await isPassword('', 'nonsense')).toBe(false);
  });

  it('are salted', async () => {
    expect(await hashPassword('x')).not.toBe(await hashPassword('x'));
  });

  it('made by the hub have no look-alikes', () => {
    expect(newPassword()).toMatch(/^([a-hj-km-np-z2-9]{4}-){4}[a-hj-km-np-z2-9]{4}$/);
    expect(newPassword()).not.toBe(newPassword());
  });
});
