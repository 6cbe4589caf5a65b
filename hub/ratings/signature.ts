import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { type PublicKey, type Rating, signedText } from '../../protocol/index.ts';

/** A terminal's public key, ready to verify with. */
export function importKey(publicKey: PublicKey): KeyObject {
  return createPublicKey({ key: { ...publicKey }, format: 'jwk' });
}

/**
 * Did the owner of this key sign the rating (architecture §5, 10)? ECDSA P-256 with SHA-256 over
 * the UTF-8 of its canonical text; r and s, base64url. The sums are done on Node's thread pool. A
 * message that has no canonical text was signed by nobody.
 */
export async function isSignedBy(key: KeyObject, payload: string): Promise<boolean> {
  let rating: Rating;
  let text: string;
  try {
    rating = JSON.parse(payload) as Rating;
    text = signedText(rating);
  } catch {
    return false;
  }
  const signature = Buffer.from(rating.signature, 'base64url');
  return new Promise((resolve, reject) => {
    const options = { key, dsaEncoding: 'ieee-p1363' } as const;
    verify('sha256', Buffer.from(text), options, signature, (error, valid) => {
      if (error) reject(error);
      else resolve(valid);
    });
  });
}
