import type { Clock } from '../../protocol/index.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/port.ts';
import { type BackoffPolicy, LONGEST_PAUSE_MS, retryDelayMs } from './backoff.ts';
import { type Circuit, type CircuitEvent, type CircuitPolicy, CLOSED, step } from './circuit.ts';
import type { DeliveryResult, DueDelivery } from './delivery.ts';
import { DueQueue } from './due-queue.ts';
import type { OutboundError } from './errors.ts';
import type { HttpPost } from './http-post.ts';
import type { Prepared, Receiver, Verdict } from './receiver.ts';

export interface DispatcherOptions {
  store: Pick<Store, 'query' | 'submit'>;
  clock: Clock;
  log: Pick<Log, 'info' | 'warn'>;
  receiver: Receiver;
  post: Pick<HttpPost, 'send'>;
  policy: DispatchPolicy;
  /** In [0, 1); feeds all jitter. */
  random: () => number;
  onSettled: (outcome: DeliveryResult['state']) => void;
}

export interface DispatchPolicy {
  /** Messages under way at a time. */
  concurrency: number;
  retry: BackoffPolicy;
  circuit: CircuitPolicy;
  /** Pause when nothing is due. */
  idleMs: number;
  /** How long a delivery waits whose content is not ready yet. */
  notReadyMs: number;
}

/**
 * Sends the due deliveries of one destination, so that a dead one delays no other. Trouble with the
 * way or the receiver is tried again for ever; only a refusal of the content ends a delivery.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #queue: DueQueue;
  readonly #abort = new AbortController();
  #circuit: Circuit = CLOSED;
  #running = false;
  #busy = false;
  #cancel: () => void = () => {};
  #round: Promise<void> = Promise.resolve();

  constructor(options: DispatcherOptions) {
    const { store, clock, receiver, policy } = options;
    const size = policy.concurrency * 2;
    this.#options = options;
    this.#queue = new DueQueue({ store, clock, destination: receiver.destination, size });
  }

  get circuit(): Circuit['state'] {
    return this.#circuit.state;
  }

  start(): void {
    this.#running = true;
    this.#plan(0);
  }

  /** New deliveries were made: looks at once instead of when its pause is over. */
  wake(): void {
    if (!this.#busy && this.#circuit.state === 'closed') this.#plan(0);
  }

  /** Starts nothing new and lets what is under way end and be recorded. */
  async stop(): Promise<void> {
    this.#running = false;
    this.#cancel();
    await this.#round;
  }

  /** Cuts off what is under way; it stays pending. */
  cutOff(): void {
    this.#abort.abort();
  }

  #plan(delayMs: number): void {
    if (!this.#running) return;
    this.#cancel();
    this.#cancel = this.#options.clock.after(delayMs, () => {
      this.#busy = true;
      this.#round = this.#work().then((more) => {
        this.#busy = false;
        this.#plan(more ? 0 : this.#pauseMs());
      });
    });
  }

  /** True when more may be due at once. Never rejects. */
  async #work(): Promise<boolean> {
    const { log, receiver, policy } = this.#options;
    this.#turn({ event: 'tick' });
    if (this.#circuit.state === 'open') return false;
    this.#queue.forget();
    const probing = this.#circuit.state === 'probing';
    const lanes = probing
      ? [this.#deliverOne()]
      : Array.from({ length: policy.concurrency }, () => this.#deliverAll());
    for (const lane of await Promise.allSettled(lanes)) {
      if (lane.status === 'fulfilled') continue;
      const { destination } = receiver;
      const error = String(lane.reason);
      log.warn({ destination, error }, 'deliveries could not be read or recorded');
    }
    return probing && this.#circuit.state === 'closed';
  }

  /** One lane: goes on while something is due and the receiver answers. */
  async #deliverAll(): Promise<boolean> {
    while (this.#running && this.#circuit.state === 'closed') {
      if (!(await this.#deliverOne())) break;
    }
    return true;
  }

  async #deliverOne(): Promise<boolean> {
    const delivery = await this.#queue.take();
    if (delivery === null) return false;
    try {
      const result = await this.#attempt(delivery);
      if (result === null) return false;
      const at = this.#options.clock.now();
      await this.#options.store.submit({ kind: 'outbound.settle', results: [result], at });
      this.#options.onSettled(result.state);
      return true;
    } finally {
      this.#queue.done(delivery.id);
    }
  }

  /** Null when it was cut off: then nothing is known of it, and it is sent again. */
  async #attempt(delivery: DueDelivery): Promise<DeliveryResult | null> {
    const { receiver, clock, post, policy } = this.#options;
    const { id } = delivery;
    const prepared = await this.#prepare(delivery);
    if (prepared.step !== 'send') return unsent(id, prepared, clock.now() + policy.notReadyMs);
    let verdict: Verdict;
    try {
      const answer = await post.send(prepared.request, this.#abort.signal);
      verdict = receiver.read(answer, clock.now());
    } catch (error) {
      const { code, message } = error as OutboundError;
      if (code === 'stopped') return null;
      verdict = { verdict: 'tryAgain', reason: `${code}: ${message}`, retryAfterMs: null };
    }
    return this.#judged(delivery, verdict);
  }

  /** A fault of our own, e.g. an identity that cannot be opened, holds up this delivery alone. */
  async #prepare(delivery: DueDelivery): Promise<Prepared> {
    const { source, id } = delivery;
    if (source.kind === 'unreadable') return { step: 'refuse', reason: source.problem };
    try {
      return await this.#options.receiver.prepare(delivery);
    } catch (error) {
      const { name } = error as Error;
      this.#options.log.warn({ delivery: id, error: name }, 'a delivery could not be prepared');
      return { step: 'wait', reason: `could not be prepared (${name})` };
    }
  }

  #judged({ id, attempts }: DueDelivery, verdict: Verdict): DeliveryResult {
    const { clock, policy, random } = this.#options;
    const { reason } = verdict;
    if (verdict.verdict !== 'tryAgain') {
      this.#turn({ event: 'answered' });
      return verdict.verdict === 'accepted'
        ? { id, state: 'delivered', reason }
        : { id, state: 'refused', reason: verdict.reason };
    }
    const { retryAfterMs } = verdict;
    this.#turn({ event: 'failed', retryAfterMs });
    const delayMs = retryAfterMs ?? retryDelayMs(policy.retry, attempts + 1, random());
    const nextAttemptAt = clock.now() + Math.min(delayMs, LONGEST_PAUSE_MS);
    return { id, state: 'pending', error: verdict.reason, nextAttemptAt, attempted: true };
  }

  #turn(event: CircuitEvent): void {
    const { clock, policy, random, log, receiver } = this.#options;
    const before = this.#circuit.state;
    const now = { nowMs: clock.monotonic(), random: random(), policy: policy.circuit };
    this.#circuit = step(this.#circuit, event, now);
    const { destination } = receiver;
    if (this.#circuit.state === before) return;
    if (this.#circuit.state === 'open') log.warn({ destination }, 'a destination does not answer');
    if (this.#circuit.state === 'closed') log.info({ destination }, 'a destination answers again');
  }

  #pauseMs(): number {
    const { clock, policy } = this.#options;
    if (this.#circuit.state === 'open') {
      return Math.max(0, this.#circuit.untilMs - clock.monotonic());
    }
    const nextAt = this.#queue.nextAt;
    if (nextAt === null) return policy.idleMs;
    return Math.min(Math.max(nextAt - clock.now(), 0), policy.idleMs);
  }
}

/** What becomes of a delivery that was not sent. */
function unsent(
  id: number,
  prepared: Exclude<Prepared, { step: 'send' }>,
  nextAttemptAt: number,
): DeliveryResult {
  const { step: what, reason } = prepared;
  if (what === 'abandon') return { id, state: 'abandoned', reason };
  if (what === 'refuse') return { id, state: 'refused', reason };
  return { id, state: 'pending', error: reason, nextAttemptAt, attempted: false };
}
