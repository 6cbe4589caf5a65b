import { describe, expect, it } from 'vitest';
import { RatingSchema, signedText } from '../../protocol/index.ts';
import { freezeRow } from './freeze.ts';
import { createSigner, generateSigningKey, MemoryOutbox, publicKeyOf } from './index.ts';
import { body } from './testing/linked-terminal.ts';

describe('signing', () => {
  it('makes a rating that its public key verifies, and no changed one', async () => {
    const pair = await generateSigningKey();
    const tap = { bootId: crypto.randomUUID(), deviceTime: 1, monotonic: 1, clockOffsetMs: null };
    const eventId = '01930000-0000-7000-8000-000000000001';
    const row = await new MemoryOutbox().hold({ eventId, body: body('A1', 1), tap, heldUntil: 0 });
    const present = { ...tap, deviceTime: 501, monotonic: 301 };
    const rating = RatingSchema.parse(
      JSON.parse(await freezeRow(row, 't-01', createSigner(pair), present)),
    );
    expect(rating.deviceTime).toBe('1970-01-01T00:00:00.201Z');
    expect(await verifies(await publicKeyOf(pair), rating)).toBe(true);
    rating.body.level = 5;
    expect(await verifies(await publicKeyOf(pair), rating)).toBe(false);
  });

  it('uses a key that cannot be read out', async () => {
    const { privateKey } = await generateSigningKey();
    expect(privateKey.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('jwk', privateKey)).rejects.toThrow();
  });
});

async function verifies(jwk: object, rating: ReturnType<typeof RatingSchema.parse>) {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify']);
  return crypto.subtle.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    key,
    Buffer.from(rating.signature, 'base64url'),
    new TextEncoder().encode(signedText(rating)),
  );
}
