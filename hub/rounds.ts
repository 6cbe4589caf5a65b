import type { Clock } from '../protocol/index.ts';

export interface RoundsOptions {
  clock: Pick<Clock, 'after'>;
  /** One round; resolves with the pause until the next, in milliseconds. */
  round: () => Promise<number>;
  onFault: (fault: unknown) => void;
  /** Pause after a round that failed. */
  retryMs: number;
}

/** Work that is done in rounds, one at a time, the first at once; a fault ends none of it. */
export class Rounds {
  readonly #options: RoundsOptions;
  #cancel: () => void = () => {};
  #round: Promise<void> = Promise.resolve();
  #running = false;

  constructor(options: RoundsOptions) {
    this.#options = options;
  }

  /** False once a stop was asked for; a long round looks at it between its steps. */
  get running(): boolean {
    return this.#running;
  }

  start(): void {
    this.#running = true;
    this.#plan(0);
  }

  /** Resolves when the round under way has ended. */
  async stop(): Promise<void> {
    this.#running = false;
    this.#cancel();
    await this.#round;
  }

  #plan(delayMs: number): void {
    if (!this.#running) return;
    this.#cancel = this.#options.clock.after(delayMs, () => {
      this.#round = this.#run();
    });
  }

  async #run(): Promise<void> {
    const { round, onFault, retryMs } = this.#options;
    let pauseMs = retryMs;
    try {
      pauseMs = await round();
    } catch (fault) {
      onFault(fault);
    }
    this.#plan(pauseMs);
  }
}
