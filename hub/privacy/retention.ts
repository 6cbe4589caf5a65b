import type { Clock } from '../../protocol/index.ts';
import type { Store } from '../store/port.ts';

const DAY_MS = 86_400_000;
const STEP = 50;
const PACE_MS = 50;
const IDLE_MS = 10 * 60_000;
/** Kept in the tombstone and in the access log. */
const RULE = 'SZ-16';

export interface RetentionLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/**
 * Deletes identities whose case has had no record for the retention time (PIPL 19, 47), in small
 * steps. What was due while the hub was away is deleted at its next start.
 */
export class IdentityRetention {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #log: RetentionLog;
  readonly #retentionDays: number;
  #cancel: (() => void) | null = null;
  #round: Promise<void> = Promise.resolve();
  #running = false;

  constructor(parts: { store: Store; clock: Clock; log: RetentionLog; retentionDays: number }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#retentionDays = parts.retentionDays;
  }

  start(): void {
    this.#running = true;
    this.#plan(0);
  }

  /** Resolves when the step under way has ended. */
  async stop(): Promise<void> {
    this.#running = false;
    this.#cancel?.();
    await this.#round;
  }

  /** One step; returns how many identities it deleted. Days are of 24 hours. */
  async step(): Promise<number> {
    const at = this.#clock.now();
    const before = at - this.#retentionDays * DAY_MS;
    const due = { before, limit: STEP, rule: RULE };
    const { deleted } = await this.#store.submit({ kind: 'identity.expire', ...due, at });
    if (deleted > 0) this.#log.info({ deleted }, 'identities deleted, their retention was over');
    return deleted;
  }

  #plan(delayMs: number): void {
    if (!this.#running) return;
    this.#cancel = this.#clock.after(delayMs, () => {
      this.#round = this.#run();
    });
  }

  async #run(): Promise<void> {
    try {
      this.#plan((await this.step()) === STEP ? PACE_MS : IDLE_MS);
    } catch (error) {
      this.#log.warn({ error: String(error) }, 'identities could not be deleted; trying again');
      this.#plan(IDLE_MS);
    }
  }
}
