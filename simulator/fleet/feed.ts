import type { Clock, ServiceRecord } from '../../protocol/index.ts';
import { type CaseSource, localInstant, type WindowPlace } from '../cases.ts';
import type { WindowPc } from '../parties/window-pc.ts';
import { sleep } from '../patience.ts';
import type { Arrivals } from './curve.ts';

export interface FeedOptions {
  windowPc: WindowPc;
  cases: CaseSource;
  places: readonly WindowPlace[];
  clock: Clock;
  arrivals: Arrivals;
}

const TICK_MS = 20;
const LARGEST_BATCH = 500;
/** A window whose prompt got lost on the way goes on after this (more than one hello). */
const PATIENCE_MS = 45_000;

/**
 * Finishes cases as they arrive. A window serves one citizen after another: it gets its
 * next case when the last one has been rated or ended in another way.
 */
export class FleetFeed {
  /** Cases that were finished. */
  finished = 0;
  private readonly options: FeedOptions;
  private readonly free: WindowPlace[];
  private readonly busy = new Map<string, { place: WindowPlace; since: number }>();

  constructor(options: FeedOptions) {
    this.options = options;
    this.free = [...options.places];
  }

  /** The citizen of this case has left. */
  left(caseNo: string): void {
    const served = this.busy.get(caseNo);
    if (served === undefined) return;
    this.busy.delete(caseNo);
    this.free.push(served.place);
  }

  /** Throws when the hub refuses a record. A hub that is away gets the records later. */
  async run(): Promise<void> {
    const { clock, arrivals } = this.options;
    const { forMs } = arrivals;
    const startedAt = clock.monotonic();
    for (;;) {
      const elapsedMs = Math.min(forMs, clock.monotonic() - startedAt);
      const due = arrivals.dueBy(elapsedMs) - this.finished;
      this.giveUpOnLost();
      await this.report(this.finish(Math.min(due, LARGEST_BATCH, this.free.length)));
      if (elapsedMs >= forMs) return;
      await sleep(clock, TICK_MS);
    }
  }

  private finish(count: number): ServiceRecord[] {
    const { cases, clock } = this.options;
    return this.free.splice(0, Math.max(0, count)).map((place) => {
      const record = cases.finished({ kind: 'window', ...place }, localInstant(clock.now()));
      this.busy.set(record.caseNo, { place, since: clock.monotonic() });
      this.finished++;
      return record;
    });
  }

  private async report(records: ServiceRecord[]): Promise<void> {
    const { windowPc } = this.options;
    if (windowPc.waiting > 0) await windowPc.catchUp();
    if (records.length === 0) return;
    const delivery = await windowPc.report(records);
    if (delivery.road !== 'hub') return;
    const refused = delivery.results.find(({ status }) => status === 'refused');
    if (refused) throw new Error(`a service record was refused: ${JSON.stringify(refused.errors)}`);
  }

  private giveUpOnLost(): void {
    const now = this.options.clock.monotonic();
    for (const [caseNo, { since }] of this.busy) {
      if (now - since > PATIENCE_MS) this.left(caseNo);
    }
  }
}
