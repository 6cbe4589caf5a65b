import type { LoadOrder } from './order.ts';

/**
 * Keeps a fixed number of one terminal's messages under way and notes how long each took.
 * How a message is sent, and how its end is heard of, is the sender's affair.
 */
export class Flight {
  readonly latencies: number[] = [];
  refused = 0;
  readonly #count: number;
  readonly #inFlight: number;
  readonly #send: (index: number) => void;
  readonly #sentAt = new Map<number, number>();
  #next = 0;
  #done: () => void = () => {};
  #failed: (error: Error) => void = () => {};

  constructor(count: number, inFlight: number, send: (index: number) => void) {
    this.#count = count;
    this.#inFlight = inFlight;
    this.#send = send;
  }

  /** Resolves when every message has ended its flight. */
  run(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#done = resolve;
      this.#failed = reject;
      for (let i = 0; i < this.#inFlight; i++) this.#launch();
      if (this.#count === 0) resolve();
    });
  }

  landed(index: number | undefined): void {
    const sentAt = index === undefined ? undefined : this.#sentAt.get(index);
    if (index === undefined || sentAt === undefined) return;
    this.#sentAt.delete(index);
    this.latencies.push(performance.now() - sentAt);
    this.#launch();
    if (this.#sentAt.size === 0 && this.#next === this.#count) this.#done();
  }

  fail(error: Error): void {
    this.#failed(error);
  }

  #launch(): void {
    if (this.#next === this.#count) return;
    const index = this.#next++;
    this.#sentAt.set(index, performance.now());
    this.#send(index);
  }
}

/** Which message a receipt is about: the place of its event id among the payloads. */
export class Receipts {
  readonly #indexOf: Map<string, number>;

  constructor({ payloads }: LoadOrder['terminals'][number]) {
    this.#indexOf = new Map(payloads.map((payload, index) => [eventIdIn(payload), index]));
  }

  /** Ends the flights that one receipt message speaks of. */
  take(payload: string, flight: Flight): void {
    const { receipts } = JSON.parse(payload) as {
      receipts: { outcome: string; eventId: string }[];
    };
    for (const receipt of receipts) {
      if (receipt.outcome !== 'stored') flight.refused++;
      flight.landed(this.#indexOf.get(receipt.eventId));
    }
  }
}

function eventIdIn(payload: string): string {
  const at = payload.indexOf('"eventId":"') + 11;
  return payload.slice(at, at + 36);
}
