import { randomBytes } from 'node:crypto';
import { z } from 'zod';

const KeySchema = z.string().regex(/^[\w-]{43}$/, 'expected 32 bytes, base64url');
const KeyIdSchema = z.string().regex(/^k-[0-9a-f]{12}$/);

/** What the key file holds. Each key has one use; none is derived from another. */
export const KeyRingSchema = z
  .strictObject({
    version: z.literal(1),
    /** Seals from now on; the others only open. */
    active: KeyIdSchema,
    keys: z.array(z.strictObject({ id: KeyIdSchema, key: KeySchema, madeAt: z.int() })).min(1),
    /** Of the blind index, by which a number is found without being readable. Never rotated. */
    indexKey: KeySchema,
    /** Of the digest by which a changed applicant under the same record id is noticed. */
    digestKey: KeySchema,
  })
  .refine((ring) => ring.keys.some(({ id }) => id === ring.active), 'the active key is missing')
  .refine(
    (ring) => new Set(ring.keys.map(({ id }) => id)).size === ring.keys.length,
    'two keys have one id',
  );
export type KeyRing = z.infer<typeof KeyRingSchema>;

/** A ring with one key of 256 random bits for each use. */
export function newRing(now: number): KeyRing {
  const first = newKey(now);
  return {
    version: 1,
    active: first.id,
    keys: [first],
    indexKey: secret(),
    digestKey: secret(),
  };
}

/** The ring with a new key that seals from now on; the older ones still open. */
export function rotated(ring: KeyRing, now: number): KeyRing {
  const next = newKey(now);
  return { ...ring, active: next.id, keys: [...ring.keys, next] };
}

/** The ring without a key. What that key has sealed is unreadable from then on. */
export function without(ring: KeyRing, id: string): KeyRing {
  return { ...ring, keys: ring.keys.filter((key) => key.id !== id) };
}

function newKey(now: number): KeyRing['keys'][number] {
  return { id: `k-${randomBytes(6).toString('hex')}`, key: secret(), madeAt: now };
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}
