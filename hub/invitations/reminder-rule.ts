import type { Clock } from '../../protocol/index.ts';
import { Rounds } from '../rounds.ts';
import type { Store } from '../store/port.ts';

export interface ReminderRuleOptions {
  store: Pick<Store, 'submit'>;
  clock: Clock;
  log?: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
  };
  /** Called with how many reminders one step asked for. */
  onReminded?: (reminded: number) => void;
  /** Invitations a step; a rating that comes meanwhile waits for one step at most. */
  step?: number;
  /** Pause between two looks. */
  lookMs?: number;
}

const DEFAULTS = { step: 200, lookMs: 60_000 };

/**
 * Asks for the reminders that have fallen due (SZ-13), after any downtime too: what is due is asked
 * of the store, never of a timer. In small steps with room between them for ratings.
 */
export class ReminderRule {
  readonly #options: Required<Omit<ReminderRuleOptions, 'log' | 'onReminded'>> &
    Pick<ReminderRuleOptions, 'log' | 'onReminded'>;
  readonly #rounds: Rounds;

  constructor(options: ReminderRuleOptions) {
    this.#options = { ...DEFAULTS, ...options };
    this.#rounds = new Rounds({
      clock: options.clock,
      round: () => this.#look(),
      onFault: (err) =>
        options.log?.warn({ err }, 'reminders could not be asked for; trying again'),
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

  /** One step; returns how many reminders it asked for, and whether more may be due. */
  async remind(): Promise<{ reminded: number; more: boolean }> {
    const { store, clock, step, onReminded } = this.#options;
    const at = clock.now();
    const outcome = await store.submit({ kind: 'reminders.due', at, limit: step });
    if (outcome.reminded > 0) onReminded?.(outcome.reminded);
    return outcome;
  }

  async #look(): Promise<number> {
    const { lookMs, log } = this.#options;
    let all = 0;
    let more = true;
    while (more && this.#rounds.running) {
      const step = await this.remind();
      all += step.reminded;
      more = step.more;
    }
    if (all > 0) log?.info({ reminded: all, rule: 'SZ-13' }, 'reminders asked for');
    return lookMs;
  }
}
