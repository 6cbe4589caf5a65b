import { describe, expect, it } from 'vitest';
import { type PublicKey, signedText } from '../../protocol/index.ts';
import { Hall } from '../store/contract/hall.ts';
import { openPlace } from '../store/sqlite/contract-place.ts';
import { importKey, isSignedBy } from './signature.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** Signs as a browser does. */
async function signed() {
  const hall = new Hall(openPlace(''), null as never);
  const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const rating = hall.rating({ caseNo: 'C1', text: '态度很好，𬭎先生' });
  const text = new TextEncoder().encode(signedText(rating));
  const bytes = await crypto.subtle.sign(algorithm, pair.privateKey, text);
  const signature = Buffer.from(bytes).toString('base64url');
  return { rating: { ...rating, signature }, key: importKey({ kty, crv, x, y } as PublicKey) };
}

describe('the signature of a rating', () => {
  it('holds for what the device signed with WebCrypto, in whatever order the fields stand', async () => {
    const { rating, key } = await signed();
    const { body, ...envelope } = rating;
    expect(await isSignedBy(key, JSON.stringify(rating))).toBe(true);
    expect(await isSignedBy(key, JSON.stringify({ body, ...envelope }))).toBe(true);
  });

  it('does not hold for another level, another key or no canonical text', async () => {
    const { rating, key } = await signed();
    const raised = { ...rating, body: { ...rating.body, level: 1 } };
    expect(await isSignedBy(key, JSON.stringify(raised))).toBe(false);
    expect(await isSignedBy((await signed()).key, JSON.stringify(rating))).toBe(false);
    const endless = JSON.stringify(rating).replace('{', '{"more":1e999,');
    expect(await isSignedBy(key, endless)).toBe(false);
  });
});
