import type { Clock } from '../../protocol/index.ts';

/** Does something again and again, a pause between the end of one round and the next. */
export class Rounds {
  #clock: Clock;
  #pauseMs: number;
  #round: (signal: AbortSignal) => Promise<void>;
  #ending = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #cancel = () => {};

  constructor(clock: Clock, pauseMs: number, round: (signal: AbortSignal) => Promise<void>) {
    this.#clock = clock;
    this.#pauseMs = pauseMs;
    this.#round = round;
  }

  start(): void {
    this.#ending = new AbortController();
    this.#next();
  }

  /** Resolves when no round is under way and none will follow. */
  async stop(): Promise<void> {
    this.#ending.abort();
    this.#cancel();
    await this.#running;
  }

  #next(): void {
    const { signal } = this.#ending;
    // A party that cannot be reached now is asked again in the next round.
    this.#running = this.#round(signal)
      .catch(() => {})
      .then(() => {
        if (!signal.aborted) this.#cancel = this.#clock.after(this.#pauseMs, () => this.#next());
      });
  }
}
