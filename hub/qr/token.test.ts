import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readToken, type SigningKey, signToken } from './token.ts';

const KEY: SigningKey = { keyId: 'a1b2c3', secret: randomBytes(32) };
const secretOf = (keyId: string) => (keyId === KEY.keyId ? KEY.secret : null);
const INVITATION = '01936f0a-7c1e-7d3b-9a55-0123456789ab';
const token = signToken({ invitationId: INVITATION, road: 'qr' }, KEY);

describe('the token of a QR link (SZ-14c)', () => {
  it('names its invitation and road in 48 characters that are safe in a URL', () => {
    expect(token).toMatch(/^[A-Za-z0-9_-]{48}$/);
    expect(readToken(token, secretOf)).toEqual({ ok: true, invitationId: INVITATION, road: 'qr' });
    const bySms = signToken({ invitationId: INVITATION, road: 'sms' }, KEY);
    expect(readToken(bySms, secretOf)).toMatchObject({ road: 'sms' });
  });

  it('holds for every invitation', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom('qr' as const, 'sms' as const), (id, road) => {
        const read = readToken(signToken({ invitationId: id, road }, KEY), secretOf);
        expect(read).toEqual({ ok: true, invitationId: id, road });
      }),
    );
  });

  it('is worthless with any one character changed', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    fc.assert(
      fc.property(fc.nat(47), fc.constantFrom(...letters), (at, letter) => {
        fc.pre(token[at] !== letter);
        const changed = token.slice(0, at) + letter + token.slice(at + 1);
        expect(readToken(changed, secretOf).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('is worthless cut short or made longer', () => {
    for (let length = 0; length < token.length; length++) {
      expect(readToken(token.slice(0, length), secretOf).ok).toBe(false);
    }
    for (const more of ['A', '=', ' ', '\n', token]) {
      expect(readToken(token + more, secretOf)).toEqual({ ok: false, reason: 'malformed' });
    }
  });

  it('is refused under another key of the same name, and under a name nobody has', () => {
    const other = randomBytes(32);
    expect(readToken(token, () => other)).toEqual({ ok: false, reason: 'forged' });
    expect(readToken(token, () => null)).toEqual({ ok: false, reason: 'unknownKey' });
  });

  it('is not confused by whatever a stranger sends', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
        expect(readToken(text, secretOf).ok).toBe(false);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 36, maxLength: 36 }), (bytes) => {
        const known = Buffer.from(bytes);
        Buffer.from(KEY.keyId, 'hex').copy(known, 1);
        expect(readToken(known.toString('base64url'), secretOf).ok).toBe(false);
      }),
    );
  });

  it('is only made for a UUID and by a well-named key', () => {
    expect(() => signToken({ invitationId: 'C-1', road: 'qr' }, KEY)).toThrow(RangeError);
    const misnamed = { ...KEY, keyId: 'first' };
    expect(() => signToken({ invitationId: INVITATION, road: 'qr' }, misnamed)).toThrow(RangeError);
  });
});
