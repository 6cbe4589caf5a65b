import type { Clock } from '../../protocol/index.ts';
import type { Store } from '../store/port.ts';
import type { Destination, DueDelivery } from './delivery.ts';

export interface DueQueueOptions {
  store: Pick<Store, 'query'>;
  clock: Clock;
  destination: Destination;
  /** Deliveries held in memory at most, however many are due. */
  size: number;
}

/** Hands out due deliveries, each to one lane, a few at a time from the store. */
export class DueQueue {
  readonly #options: DueQueueOptions;
  /** Handed out and not done, or done since the last reading began. */
  readonly #known = new Set<number>();
  readonly #underWay = new Set<number>();
  #waiting: DueDelivery[] = [];
  #reading: Promise<void> | null = null;
  #nextAt: number | null = null;

  constructor(options: DueQueueOptions) {
    this.#options = options;
  }

  /** When the next one will be due, as far as the last reading told. */
  get nextAt(): number | null {
    return this.#nextAt;
  }

  /** Null when nothing is due that is not under way. */
  async take(): Promise<DueDelivery | null> {
    if (this.#waiting.length === 0) {
      this.#reading ??= this.#read().finally(() => {
        this.#reading = null;
      });
      await this.#reading;
    }
    const delivery = this.#waiting.shift() ?? null;
    if (delivery !== null) this.#underWay.add(delivery.id);
    return delivery;
  }

  done(id: number): void {
    this.#underWay.delete(id);
  }

  /** Reads anew the next time. */
  forget(): void {
    this.#waiting = [];
  }

  /** A reading may have begun before a settlement was written, so it can show what is done. */
  async #read(): Promise<void> {
    const { store, clock, destination, size } = this.#options;
    this.#known.clear();
    for (const id of this.#underWay) this.#known.add(id);
    const limit = size + this.#underWay.size;
    const query = { kind: 'dueDeliveries', destination, at: clock.now(), limit } as const;
    const { due, nextAt } = await store.query(query);
    this.#waiting = due.filter(({ id }) => !this.#known.has(id));
    this.#nextAt = nextAt;
  }
}
