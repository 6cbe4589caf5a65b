import type { Clock } from '../../protocol/index.ts';
import { hashSecret, newSecret } from '../secrets.ts';

/** So many administrators are never at work at once; the oldest session makes room. */
const SESSIONS = 1_000;

export interface Session {
  name: string;
  expiresAt: number;
}

/**
 * Sessions of administrators, in memory only: a restart of the hub ends them all. The token is
 * random and kept as its hash; each use moves the end.
 */
export class Sessions {
  private readonly clock: Clock;
  private readonly lifeMs: number;
  private readonly byHash = new Map<string, { name: string; until: number }>();

  constructor(clock: Clock, lifeMs: number) {
    this.clock = clock;
    this.lifeMs = lifeMs;
  }

  open(name: string): { token: string; expiresAt: number } {
    const token = newSecret();
    const oldest = this.byHash.keys().next();
    if (this.byHash.size >= SESSIONS && !oldest.done) this.byHash.delete(oldest.value);
    this.byHash.set(hashSecret(token), { name, until: this.clock.monotonic() + this.lifeMs });
    return { token, expiresAt: this.clock.now() + this.lifeMs };
  }

  /** Whose session this is, or `undefined`. Monotonic time: a clock set back extends nothing. */
  of(token: string): Session | undefined {
    const hash = hashSecret(token);
    const session = this.byHash.get(hash);
    if (!session) return undefined;
    const now = this.clock.monotonic();
    this.byHash.delete(hash);
    if (session.until <= now) return undefined;
    this.byHash.set(hash, { name: session.name, until: now + this.lifeMs });
    return { name: session.name, expiresAt: this.clock.now() + this.lifeMs };
  }

  /** Ends all sessions of one account, e.g. after its password was changed. */
  closeAll(name: string): void {
    for (const [hash, session] of this.byHash) if (session.name === name) this.byHash.delete(hash);
  }
}
