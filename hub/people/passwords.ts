import { randomBytes, randomInt, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** OWASP's minimum for scrypt; 32 MB and some 60 ms a try. */
const COST = { N: 2 ** 15, r: 8, p: 1 };
const HASH_BYTES = 32;

/** `scrypt$N$r$p$salt$hash`, base64url parts: the cost can grow without breaking old hashes. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, COST);
  const parts = ['scrypt', COST.N, COST.r, COST.p];
  return [...parts, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** False for a wrong password and for a hash that cannot be read. */
export async function isPassword(password: string, passwordHash: string): Promise<boolean> {
  const [scheme, N, r, p, salt, hash] = passwordHash.split('$');
  if (scheme !== 'scrypt' || salt === undefined || hash === undefined) return false;
  const known = Buffer.from(hash, 'base64url');
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const given = await derive(password, Buffer.from(salt, 'base64url'), cost);
  return given.length === known.length && timingSafeEqual(given, known);
}

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Five groups of four without look-alikes: 99 bits, and still typed without a mistake. */
export function newPassword(): string {
  const letter = () => LETTERS[randomInt(LETTERS.length)];
  const group = () => Array.from({ length: 4 }, letter).join('');
  return Array.from({ length: 5 }, group).join('-');
}

function derive(password: string, salt: Buffer, cost: ScryptOptions): Promise<Buffer> {
  const options = { ...cost, maxmem: 256 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, options, (error, hash) =>
      error ? reject(error) : resolve(hash),
    );
  });
}
