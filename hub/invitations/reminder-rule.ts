import type { Clock } from '../../protocol/index.ts';
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
  #cancel: (() => void) | null = null;
  #round: Promise<void> = Promise.resolve();
  #running = false;

  constructor(options: ReminderRuleOptions) {
    this.#options = { ...DEFAULTS, ...options };
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

  /** One step; returns how many reminders it asked for, and whether more may be due. */
  async remind(): Promise<{ reminded: number; more: boolean }> {
    const { store, clock, step, onReminded } = this.#options;
    const at = clock.now();
    const outcome = await store.submit({ kind: 'reminders.due', at, limit: step });
    if (outcome.reminded > 0) onReminded?.(outcome.reminded);
    return outcome;
  }

  #plan(delayMs: number): void {
    if (!this.#running) return;
    this.#cancel = this.#options.clock.after(delayMs, () => {
      this.#round = this.#look();
    });
  }

  async #look(): Promise<void> {
    const { lookMs, log } = this.#options;
    try {
      let all = 0;
      let more = true;
      while (more && this.#running) {
        const step = await this.remind();
        all += step.reminded;
        more = step.more;
      }
      if (all > 0) log?.info({ reminded: all, rule: 'SZ-13' }, 'reminders asked for');
    } catch (err) {
      log?.warn({ err }, 'reminders could not be asked for; trying again');
    }
    this.#plan(lookMs);
  }
}
