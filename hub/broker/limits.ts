/** Lets `rate` things a second pass, `burst` at once, and says how long to wait otherwise. Pure. */
export class Pace {
  private readonly ratePerMs: number;
  private readonly burst: number;
  private tokens: number;
  private at = 0;

  constructor(ratePerSecond: number, burst = ratePerSecond) {
    this.ratePerMs = ratePerSecond / 1000;
    this.burst = burst;
    this.tokens = burst;
  }

  /** Takes `count`, going into debt; returns the milliseconds until the debt is paid, 0 for none. */
  take(count: number, monotonicMs: number): number {
    const earned = (monotonicMs - this.at) * this.ratePerMs;
    this.tokens = Math.min(this.burst, this.tokens + earned) - count;
    this.at = monotonicMs;
    return this.tokens >= 0 ? 0 : Math.ceil(-this.tokens / this.ratePerMs);
  }
}

/** Paces by a name (an address, a user), forgetting the quiet ones, so that memory is bounded. */
export class PaceByName {
  private readonly ratePerSecond: number;
  private readonly burst: number;
  private readonly names: number;
  private readonly paces = new Map<string, Pace>();

  constructor(limits: { ratePerSecond: number; burst: number; names?: number }) {
    this.ratePerSecond = limits.ratePerSecond;
    this.burst = limits.burst;
    this.names = limits.names ?? 10_000;
  }

  /** Whether one more may pass now; a refused one does not count. */
  admits(name: string, monotonicMs: number): boolean {
    const pace = this.paces.get(name) ?? new Pace(this.ratePerSecond, this.burst);
    this.paces.delete(name);
    this.paces.set(name, pace);
    forgetOldest(this.paces, this.names);
    const admitted = pace.take(1, monotonicMs) === 0;
    if (!admitted) pace.take(-1, monotonicMs);
    return admitted;
  }
}

/** How many connections are open, in all and per address. */
export class ConnectionLimits {
  private readonly most: number;
  private readonly mostPerAddress: number;
  private readonly byAddress = new Map<string, number>();
  private open = 0;

  constructor(most: number, mostPerAddress: number) {
    this.most = most;
    this.mostPerAddress = mostPerAddress;
  }

  enter(address: string): boolean {
    const here = this.byAddress.get(address) ?? 0;
    if (this.open >= this.most || here >= this.mostPerAddress) return false;
    this.open++;
    this.byAddress.set(address, here + 1);
    return true;
  }

  leave(address: string): void {
    const here = this.byAddress.get(address) ?? 0;
    this.open--;
    if (here <= 1) this.byAddress.delete(address);
    else this.byAddress.set(address, here - 1);
  }
}

const FREE_FAILURES = 5;
const FIRST_LOCK_MS = 1_000;
const LONGEST_LOCK_MS = 60_000;

/**
 * Shuts out one who keeps failing, for twice as long each time, at most a minute: the secrets are
 * too long to guess, so this protects the log and the processor, and a hall whose terminal was
 * imitated from its own network recovers by itself. Bounded in memory; the oldest is forgotten.
 */
export class Lockout {
  private readonly names: number;
  private readonly failures = new Map<string, { count: number; until: number }>();

  constructor(names = 10_000) {
    this.names = names;
  }

  isLocked(name: string, monotonicMs: number): boolean {
    return (this.failures.get(name)?.until ?? 0) > monotonicMs;
  }

  failed(name: string, monotonicMs: number): void {
    const count = (this.failures.get(name)?.count ?? 0) + 1;
    const lockMs =
      count < FREE_FAILURES
        ? 0
        : Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** (count - FREE_FAILURES));
    this.failures.delete(name);
    this.failures.set(name, { count, until: monotonicMs + lockMs });
    forgetOldest(this.failures, this.names);
  }

  succeeded(name: string): void {
    this.failures.delete(name);
  }
}

function forgetOldest(map: Map<string, unknown>, most: number): void {
  if (map.size <= most) return;
  const oldest = map.keys().next();
  if (!oldest.done) map.delete(oldest.value);
}
