import type { Clock } from '../../protocol/index.ts';
import { Rounds } from '../rounds.ts';
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
  readonly #rounds: Rounds;

  constructor(parts: { store: Store; clock: Clock; log: RetentionLog; retentionDays: number }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#retentionDays = parts.retentionDays;
    this.#rounds = new Rounds({
      clock: parts.clock,
      round: async () => ((await this.step()) === STEP ? PACE_MS : IDLE_MS),
      onFault: (error) =>
        parts.log.warn({ error: String(error) }, 'identities could not be deleted; trying again'),
      retryMs: IDLE_MS,
    });
  }

  start(): void {
    this.#rounds.start();
  }

  /** Resolves when the step under way has ended. */
  stop(): Promise<void> {
    return this.#rounds.stop();
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
}
