import type { ServiceItem, ServiceRecord } from '../../protocol/index.ts';
import { localInstant } from '../cases.ts';
import { type Delivery, WindowPc, type WindowPcOptions } from './window-pc.ts';

export interface KioskAppOptions extends WindowPcOptions {
  hallId: string;
  /** Of the kiosk that it runs on. */
  terminalId: string;
  /** Epoch milliseconds of the kiosk. */
  now: () => number;
}

/**
 * The business program of a kiosk. A citizen goes through a flow; when it ends normally, the case is
 * reported and the kiosk enters the rating page by itself (SZ-14b, SZ-18f). A flow that is broken
 * off is no case at all.
 */
export class KioskApp {
  private readonly options: KioskAppOptions;
  private readonly roads: WindowPc;
  private flow: { caseNo: string; item: ServiceItem } | null = null;

  constructor(options: KioskAppOptions) {
    this.options = options;
    this.roads = new WindowPc(options);
  }

  /** Records that the hub does not have yet. */
  get waiting(): number {
    return this.roads.waiting;
  }

  begin(caseNo: string, item: ServiceItem): void {
    this.flow = { caseNo, item };
  }

  /** The citizen walks away, or the paper jams. */
  breakOff(): void {
    this.flow = null;
  }

  /** The flow has ended normally. Throws when none was begun. */
  async end(changes: Partial<ServiceRecord> = {}): Promise<Delivery> {
    const { flow } = this;
    if (flow === null) throw new Error('no flow was begun at this kiosk');
    this.flow = null;
    const { hallId, terminalId, now } = this.options;
    const { caseNo, item } = flow;
    const where = { mode: 'kiosk', hallId, terminalId } as const;
    const what = {
      event: 'flowEnded',
      certificate: false,
      occurredAt: localInstant(now()),
    } as const;
    const record = { recordId: `r-${caseNo}`, caseNo, item, ...where, ...what, ...changes };
    return this.roads.report([record]);
  }

  catchUp(): Promise<number> {
    return this.roads.catchUp();
  }
}
