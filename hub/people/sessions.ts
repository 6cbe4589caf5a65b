import type { Clock } from '../../protocol/index.ts';
import { hashSecret, newSecret } from '../secrets.ts';
import type { Role } from '../store/port.ts';

/** So many people are never at work at once; the oldest session makes room. */
const SESSIONS = 1_000;

export interface Session {
  name: string;
  roles: readonly Role[];
  expiresAt: number;
}

/**
 * Sessions of accounts, in memory only: a restart of the hub ends them all. The token is random
 * and kept as its hash; each use moves the end. A session has the roles of its login; when they
 * change, all sessions of the account end.
 */
export class Sessions {
  private readonly clock: Clock;
  private readonly lifeMs: number;
  private readonly byHash = new Map<
    string,
    { name: string; roles: readonly Role[]; until: number }
  >();
  private readonly closings = new Map<string, number>();

  constructor(clock: Clock, lifeMs: number) {
    this.clock = clock;
    this.lifeMs = lifeMs;
  }

  /** How often this account's sessions were ended; taken before its password is checked. */
  closingsOf(name: string): number {
    return this.closings.get(name) ?? 0;
  }

  /**
   * Opens a session for an account as it was when `closings` was taken; `null` when it changed
   * since, so that a login under way keeps no role that was just taken away.
   */
  open(
    account: { name: string; roles: readonly Role[] },
    closings: number,
  ): { token: string; expiresAt: number } | null {
    const { name, roles } = account;
    if (closings !== this.closingsOf(name)) return null;
    const token = newSecret();
    const oldest = this.byHash.keys().next();
    if (this.byHash.size >= SESSIONS && !oldest.done) this.byHash.delete(oldest.value);
    const until = this.clock.monotonic() + this.lifeMs;
    this.byHash.set(hashSecret(token), { name, roles, until });
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
    const { name, roles } = session;
    this.byHash.set(hash, { name, roles, until: now + this.lifeMs });
    return { name, roles, expiresAt: this.clock.now() + this.lifeMs };
  }

  /** Ends all sessions of one account, e.g. after its password or its roles were changed. */
  closeAll(name: string): void {
    this.closings.set(name, this.closingsOf(name) + 1);
    for (const [hash, session] of this.byHash) if (session.name === name) this.byHash.delete(hash);
  }
}
