import type { Clock, ReceiptEntry } from '../../protocol/index.ts';
import type { Log } from '../log.ts';
import type { HubMetrics } from '../metrics.ts';
import type { Command, LiveRating, Store } from '../store/port.ts';

/** What somebody hands over; when it arrived is noted here. */
export type HandedOver = Omit<Command<'rating.enter'>, 'kind' | 'receivedAt'>;

interface Parts {
  store: Pick<Store, 'submit'>;
  clock: Clock;
  log: Pick<Log, 'warn'>;
  metrics: HubMetrics;
  /** A rating that became durable. */
  onStored: (live: LiveRating) => void;
}

/** Takes in ratings that come by no terminal (SZ-12), and counts what becomes of them. */
export class EnteredRatings {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Resolves after the commit. Rejects with `StoreError`; then the sender must try again. */
  async enter(handed: HandedOver): Promise<ReceiptEntry> {
    const { store, clock, metrics } = this.#parts;
    const command = { kind: 'rating.enter', ...handed, receivedAt: clock.now() } as const;
    const { receipt, live } = await store.submit(command);
    metrics.commits.inc({ kind: 'rating.enter' });
    if (receipt.outcome === 'refused') this.#noteRefusal(handed, receipt);
    if (live !== null) this.#parts.onStored(live);
    return receipt;
  }

  #noteRefusal({ source, eventId }: HandedOver, receipt: ReceiptEntry): void {
    if (receipt.outcome !== 'refused') return;
    const { reason, digest, kept } = receipt;
    const { metrics, log } = this.#parts;
    metrics.refusals.inc({ message: 'entered-rating', reason });
    if (kept) metrics.quarantined.inc();
    if (reason === 'bodyConflict') metrics.alarms.inc({ reason });
    log.warn({ by: source.kind, reason, eventId, digest }, 'rating refused');
  }
}
