import type { Clock } from '../../protocol/index.ts';
import type { Log } from '../log.ts';
import type { Outcome, Store } from '../store/port.ts';
import type { OutboundSettings } from './deliveries-of.ts';
import type { DeliveryState, Destination } from './delivery.ts';
import { Dispatcher, type DispatchPolicy } from './dispatcher.ts';
import { Feeder, type FeedPace } from './feeder.ts';
import { HttpPost } from './http-post.ts';
import type { Receiver } from './receiver.ts';

export interface OutboundOptions {
  store: Pick<Store, 'query' | 'submit' | 'queued'>;
  clock: Clock;
  log: Log;
  /** One for each destination that is switched on. */
  receivers: readonly Receiver[];
  /** A pending delivery older than this shows as stuck. */
  stuckMs: number;
  onSettled?: (destination: Destination, outcome: DeliveryState) => void;
  policy?: Partial<OutboundPolicy>;
  random?: () => number;
}

export interface OutboundPolicy extends DispatchPolicy {
  timeoutMs: number;
  feed: Partial<FeedPace>;
}

export const OUTBOUND_POLICY: OutboundPolicy = {
  timeoutMs: 10_000,
  concurrency: 8,
  retry: { baseMs: 2_000, ceilingMs: 300_000 },
  circuit: { threshold: 3, baseMs: 2_000, ceilingMs: 120_000 },
  idleMs: 1_000,
  notReadyMs: 2_000,
  feed: {},
};

/** How one destination stands, for health, metrics and the API. */
export interface DestinationHealth {
  destination: Destination;
  /** Switched on in this hub's settings. */
  on: boolean;
  pending: number;
  oldestSeconds: number;
  refused: number;
  stuck: boolean;
  /** Ledger position up to which its deliveries are made; null while it is off. */
  position: number | null;
  circuit: 'closed' | 'open' | 'probing' | 'off';
}

/** Hands on to the 12345 hotline, the SMS gateway and the provincial platform. */
export class Outbound {
  readonly #options: OutboundOptions;
  readonly #post: HttpPost;
  readonly #feeder: Feeder;
  readonly #dispatchers: Map<Destination, Dispatcher>;
  #started = false;

  constructor(options: OutboundOptions) {
    const { store, clock, log, receivers, random = Math.random } = options;
    const policy = { ...OUTBOUND_POLICY, ...options.policy };
    const { timeoutMs, concurrency, feed } = policy;
    this.#options = options;
    const all = concurrency * Math.max(1, receivers.length);
    this.#post = new HttpPost({ clock, timeoutMs, concurrency: all });
    const shared = { store, clock, log, policy, random, post: this.#post };
    this.#dispatchers = new Map(
      receivers.map((receiver) => {
        const { destination } = receiver;
        const onSettled = (state: DeliveryState) => options.onSettled?.(destination, state);
        return [destination, new Dispatcher({ ...shared, receiver, onSettled })];
      }),
    );
    const settings = settingsOf(receivers);
    this.#feeder = new Feeder({
      store,
      clock,
      log,
      settings,
      pace: feed,
      onMade: () => this.#wake(),
    });
  }

  /** With nothing switched on it only forgets where destinations stood. */
  async start(): Promise<void> {
    const destinations = [...this.#dispatchers.keys()];
    await this.#options.store.submit({ kind: 'outbound.begin', destinations });
    this.#started = true;
    if (destinations.length === 0) return;
    this.#feeder.start();
    for (const dispatcher of this.#dispatchers.values()) dispatcher.start();
    this.#options.log.info({ destinations }, 'handing on to other parties');
  }

  /**
   * Begins nothing new and waits for what is under way, at most `withinMs`; what is cut off then
   * stays pending and is sent again, with the same key.
   */
  async stop(withinMs: number): Promise<void> {
    if (!this.#started) return;
    const parts = [...this.#dispatchers.values()];
    const cancel = this.#options.clock.after(withinMs, () => {
      for (const part of parts) part.cutOff();
    });
    await Promise.all([this.#feeder.stop(), ...parts.map((part) => part.stop())]);
    cancel();
    this.#post.close();
  }

  async health(): Promise<DestinationHealth[]> {
    const { store, clock, stuckMs } = this.#options;
    const rows = await store.query({ kind: 'destinations' });
    return rows.map(({ oldestAt, ...row }) => {
      const ageMs = oldestAt === null ? 0 : Math.max(0, clock.now() - oldestAt);
      const dispatcher = this.#dispatchers.get(row.destination);
      const circuit = dispatcher?.circuit ?? 'off';
      const age = { oldestSeconds: Math.round(ageMs / 1_000), stuck: ageMs > stuckMs };
      return { ...row, ...age, on: dispatcher !== undefined, circuit };
    });
  }

  async resend(id: number, by: string): Promise<Outcome<'outbound.resend'>> {
    const { store, clock } = this.#options;
    const outcome = await store.submit({ kind: 'outbound.resend', id, by, at: clock.now() });
    if (outcome.resent) this.#wake();
    return outcome;
  }

  /** Feeds a destination again from a ledger position on; what it has is not made twice. */
  async replay(destination: string, from: number, by: string): Promise<boolean> {
    const { store, clock } = this.#options;
    const about = { destination: destination as Destination, from, by, at: clock.now() };
    return (await store.submit({ kind: 'outbound.replay', ...about })).known;
  }

  #wake(): void {
    for (const dispatcher of this.#dispatchers.values()) dispatcher.wake();
  }
}

function settingsOf(receivers: readonly Receiver[]): OutboundSettings {
  const names = receivers.map(({ destination }) => destination);
  return {
    defaults: receivers.some(({ takesDefaults = false }) => takesDefaults),
    hotline: names.includes('hotline'),
    sms: names.includes('sms'),
    province: names.find((name) => name.startsWith('province:')) ?? null,
  };
}
