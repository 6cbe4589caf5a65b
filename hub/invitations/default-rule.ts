import type { Clock } from '../../protocol/index.ts';
import { Rounds } from '../rounds.ts';
import type { Store } from '../store/port.ts';

export interface DefaultRuleOptions {
  store: Pick<Store, 'query' | 'submit' | 'queued'>;
  clock: Clock;
  log?: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
  };
  /** Called with how many defaults one step made. */
  onMade?: (made: number) => void;
  /** Invitations a step; a rating that comes meanwhile waits for one step at most. */
  step?: number;
  /** Longest pause between two looks, so that a clock set forward is noticed. */
  lookMs?: number;
}

const DEFAULTS = { step: 1000, lookMs: 30_000 };

/**
 * Makes the default ratings at their deadline (SZ-17b), after any downtime too: what is due is
 * asked of the store, never of a timer. In small steps with room between them for ratings.
 */
export class DefaultRule {
  readonly #options: Required<Omit<DefaultRuleOptions, 'log' | 'onMade'>> &
    Pick<DefaultRuleOptions, 'log' | 'onMade'>;
  readonly #rounds: Rounds;

  constructor(options: DefaultRuleOptions) {
    this.#options = { ...DEFAULTS, ...options };
    this.#rounds = new Rounds({
      clock: options.clock,
      round: () => this.#look(),
      onFault: (err) =>
        options.log?.warn({ err }, 'default ratings could not be made; trying again'),
      retryMs: this.#options.lookMs,
    });
  }

  start(): void {
    this.#rounds.start();
  }

  /** Resolves when the step under way has ended. */
  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  /** One step; returns how many defaults it made. */
  async sweep(): Promise<number> {
    const { store, clock, step } = this.#options;
    const closedBy = clock.now();
    const { made } = await store.submit({ kind: 'defaults.sweep', closedBy, limit: step });
    if (made > 0) this.#options.onMade?.(made);
    return made;
  }

  async #look(): Promise<number> {
    const { step, log } = this.#options;
    let all = 0;
    let made = 0;
    do {
      made = await this.sweep();
      all += made;
    } while (made === step && this.#rounds.running);
    if (all > 0) log?.info({ made: all, rule: 'SZ-17b' }, 'default ratings made');
    return this.#untilNext();
  }

  async #untilNext(): Promise<number> {
    const { store, clock, lookMs } = this.#options;
    const next = await store.query({ kind: 'nextDeadline' });
    if (next === null) return lookMs;
    return Math.max(0, Math.min(lookMs, next - clock.now()));
  }
}
