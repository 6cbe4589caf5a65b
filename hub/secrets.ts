import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits, base64url (43 characters): nobody guesses it, so a plain hash keeps it. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What the store keeps of a random secret. Not for passwords that people choose. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Compares in constant time. */
export function isSecret(secret: string, hash: string): boolean {
  const given = Buffer.from(hashSecret(secret));
  const known = Buffer.from(hash);
  return given.length === known.length && timingSafeEqual(given, known);
}
