import { scrypt, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../../../protocol/index.ts';
import { writeDurably } from '../durable-file.ts';

/** So many misses are a finger's; each further one waits longer. */
const FREE_TRIES = 3;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 3_600_000;
/** A hash that would keep this device busy for minutes is none of ours. */
const MOST_COST = 2 ** 17;

const HashSchema = z
  .string()
  .regex(/^scrypt\$\d{1,6}\$\d{1,2}\$\d{1,2}\$[\w-]{16,64}\$[\w-]{16,128}$/)
  .transform((text) => {
    const [, N, r, p, salt = '', hash = ''] = text.split('$');
    const [saltBytes, hashBytes] = [salt, hash].map((part) => Buffer.from(part, 'base64url'));
    return { N: Number(N), r: Number(r), p: Number(p), salt: saltBytes, hash: hashBytes };
  })
  .refine(({ N, r, p }) => N >= 2 && N <= MOST_COST && r >= 1 && r <= 16 && p >= 1 && p <= 4);

/** What was typed, and the hash that the terminal's configuration holds. */
export const PinTrySchema = z.strictObject({
  pin: z.string().regex(/^\d{1,12}$/),
  pinHash: HashSchema,
});
export type PinTry = z.infer<typeof PinTrySchema>;

export type PinOutcome =
  | { outcome: 'opened' }
  | { outcome: 'wrong' }
  /** Not even looked at, or wrong once too often. */
  | { outcome: 'locked'; waitSeconds: number };

/**
 * Checks the PIN of the technicians' corner. It stands here because a browser has no scrypt, and
 * because a page can be loaded anew: misses are counted on the disk, and a restart begins the wait
 * from its start.
 */
export class PinDesk {
  private readonly path: string;
  private readonly clock: Clock;
  private misses = 0;
  private opensAt = 0;
  private isBusy = false;

  constructor(dataFolder: string, clock: Clock) {
    this.path = join(dataFolder, 'pin-misses');
    this.clock = clock;
  }

  start(): void {
    try {
      this.misses = Number.parseInt(readFileSync(this.path, 'utf8'), 10) || 0;
    } catch {
      this.misses = 0;
    }
    this.opensAt = this.clock.monotonic() + this.waitMs;
  }

  async check({ pin, pinHash }: PinTry): Promise<PinOutcome> {
    const leftMs = this.opensAt - this.clock.monotonic();
    if (leftMs > 0) return { outcome: 'locked', waitSeconds: Math.ceil(leftMs / 1_000) };
    // One at a time: many at once would all be free tries.
    if (this.isBusy) return { outcome: 'locked', waitSeconds: 1 };
    this.isBusy = true;
    try {
      // Counted before it is known: whoever pulls the plug meanwhile has tried all the same.
      this.count(this.misses + 1);
      if (await matches(pin, pinHash)) {
        this.count(0);
        return { outcome: 'opened' };
      }
    } finally {
      this.isBusy = false;
    }
    const { waitMs } = this;
    this.opensAt = this.clock.monotonic() + waitMs;
    if (waitMs === 0) return { outcome: 'wrong' };
    return { outcome: 'locked', waitSeconds: Math.ceil(waitMs / 1_000) };
  }

  private get waitMs(): number {
    const over = this.misses - FREE_TRIES;
    return over < 0 ? 0 : Math.min(FIRST_WAIT_MS * 2 ** over, LONGEST_WAIT_MS);
  }

  private count(misses: number): void {
    this.misses = misses;
    writeDurably(this.path, String(misses));
  }
}

function matches(pin: string, { N, r, p, salt, hash }: PinTry['pinHash']): Promise<boolean> {
  const options = { N, r, p, maxmem: 256 * 1024 * 1024 };
  const known = hash ?? Buffer.alloc(0);
  return new Promise((resolve, reject) => {
    scrypt(pin, salt ?? '', known.length, options, (error, given) =>
      error ? reject(error) : resolve(timingSafeEqual(given, known)),
    );
  });
}
