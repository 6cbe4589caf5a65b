import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { PrivacyError } from './errors.ts';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface SealingKey {
  id: string;
  /** 32 bytes. */
  bytes: Buffer;
}

/** Where a sealed value belongs; bound to it, so that no value can be moved to another place. */
export interface SealedPlace {
  caseNo: string;
  field: string;
}

/** Nonce, ciphertext and tag of AES-256-GCM, base64url. The nonce is random (NIST SP 800-38D §8.2.2). */
export function seal(text: string, key: SealingKey, place: SealedPlace): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key.bytes, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(boundTo(key, place));
  const sealed = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat(sealed).toString('base64url');
}

/** The text, or a `PrivacyError` when the value was changed, moved, or sealed with another key. */
export function open(sealed: string, key: SealingKey, place: SealedPlace): string {
  const bytes = Buffer.from(sealed, 'base64url');
  try {
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(CIPHER, key.bytes, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(boundTo(key, place));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch (cause) {
    const { caseNo, field } = place;
    throw new PrivacyError(
      'sealBroken',
      `The seal of ${field} of case ${caseNo} is broken.`,
      cause,
    );
  }
}

/** Case numbers and field names hold no line breaks, so no two places have the same text. */
function boundTo(key: SealingKey, { caseNo, field }: SealedPlace): Buffer {
  return Buffer.from(`haochaping identity 1\n${key.id}\n${caseNo}\n${field}`);
}
