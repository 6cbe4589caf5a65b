import { type Clock, LIMITS, type ReceiptEntry, WIRE_VERSION } from '../../protocol/index.ts';
import type { Pipe } from '../broker/pipe.ts';
import { instantText } from '../instant.ts';
import type { HubMetrics } from '../metrics.ts';

/**
 * Sends receipts, those of one committed batch together: the store settles a whole batch in one
 * turn of the event loop, and the receipts leave right after it, per terminal at most
 * `LIMITS.receiptsPerMessage` a message. A receipt that cannot be delivered is let go: the
 * terminal sends its rating again and gets another.
 */
export class Receipts {
  private readonly clock: Clock;
  private readonly pipe: () => Pipe;
  private readonly metrics: HubMetrics;
  private waiting = new Map<string, ReceiptEntry[]>();
  private scheduled = false;
  private epoch = '';

  constructor(parts: { clock: Clock; pipe: () => Pipe; metrics: HubMetrics }) {
    this.clock = parts.clock;
    this.pipe = parts.pipe;
    this.metrics = parts.metrics;
  }

  /** The epoch that every receipt names; fixed while the hub runs. */
  setEpoch(epoch: string): void {
    this.epoch = epoch;
  }

  add(terminalId: string, entry: ReceiptEntry): void {
    const entries = this.waiting.get(terminalId);
    if (entries) entries.push(entry);
    else this.waiting.set(terminalId, [entry]);
    if (this.scheduled) return;
    this.scheduled = true;
    process.nextTick(() => this.flush());
  }

  /** Sends what waits; at a stop also called before the connections end. */
  flush(): void {
    this.scheduled = false;
    if (this.waiting.size === 0) return;
    const batch = this.waiting;
    this.waiting = new Map();
    const hubTime = instantText(this.clock.now());
    let stored = 0;
    let all = 0;
    for (const [terminalId, entries] of batch) {
      all += entries.length;
      for (const entry of entries) if (entry.outcome === 'stored') stored++;
      for (let at = 0; at < entries.length; at += LIMITS.receiptsPerMessage) {
        this.pipe().send(terminalId, 'receipt', {
          version: WIRE_VERSION,
          terminalId,
          hubTime,
          ledgerEpoch: this.epoch,
          receipts: entries.slice(at, at + LIMITS.receiptsPerMessage),
        });
      }
    }
    if (stored > 0) this.metrics.receipts.inc({ outcome: 'stored' }, stored);
    if (all > stored) this.metrics.receipts.inc({ outcome: 'refused' }, all - stored);
  }
}
