import type { Clock } from '../../protocol/index.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/port.ts';
import type { OutboundSettings } from './deliveries-of.ts';

export interface FeederOptions {
  store: Pick<Store, 'submit' | 'queued'>;
  clock: Clock;
  log: Pick<Log, 'warn' | 'error'>;
  settings: OutboundSettings;
  /** Called when deliveries were made. */
  onMade: () => void;
  pace?: Partial<FeedPace>;
}

export interface FeedPace {
  /** Ledger entries a step. */
  limit: number;
  /** Pause while more is to be read. */
  paceMs: number;
  /** Pause when everything was read, or while the hub is busy. */
  idleMs: number;
  /** With so many commands queued, live traffic goes first. */
  busyAt: number;
  /** But a step is put off no more often than this in a row. */
  patience: number;
}

const PACE: FeedPace = { limit: 200, paceMs: 5, idleMs: 500, busyAt: 32, patience: 5 };

/** Reads the ledger behind the ratings and lets deliveries be made; a rating never waits for it. */
export class Feeder {
  readonly #options: FeederOptions;
  readonly #pace: FeedPace;
  #running = false;
  #putOff = 0;
  #cancel: () => void = () => {};
  #round: Promise<void> = Promise.resolve();

  constructor(options: FeederOptions) {
    this.#options = options;
    this.#pace = { ...PACE, ...options.pace };
  }

  start(): void {
    this.#running = true;
    this.#plan(0);
  }

  /** Resolves when the step under way has ended. */
  async stop(): Promise<void> {
    this.#running = false;
    this.#cancel();
    await this.#round;
  }

  #plan(delayMs: number): void {
    if (!this.#running) return;
    this.#cancel = this.#options.clock.after(delayMs, () => {
      this.#round = this.#step().then((pauseMs) => this.#plan(pauseMs));
    });
  }

  async #step(): Promise<number> {
    const { store, clock, log, settings, onMade } = this.#options;
    const { limit, paceMs, idleMs, busyAt, patience } = this.#pace;
    if (store.queued >= busyAt && this.#putOff < patience) {
      this.#putOff++;
      return idleMs;
    }
    this.#putOff = 0;
    try {
      const at = clock.now();
      const fed = await store.submit({ kind: 'outbound.feed', settings, limit, at });
      const { made, behind, unreadable } = fed;
      if (made > 0) onMade();
      if (unreadable.length > 0) log.error({ unreadable }, 'ledger entries were not handed on');
      return behind > 0 ? paceMs : idleMs;
    } catch (error) {
      log.warn({ error: String(error) }, 'the ledger could not be fed; trying again');
      return idleMs;
    }
  }
}
