import type { Clock } from '../../../protocol/index.ts';
import type { DevicePort, OpenPort } from '../devices/port.ts';
import { ASK_PAPER, paperFrom, slipBytes } from './escpos.ts';
import type { Slip } from './slip.ts';

export type Printed =
  | { ok: true }
  /** `away`: not plugged in or not to be opened. `noPaper`: it says so itself. */
  | { ok: false; reason: 'away' | 'noPaper'; why: string };

/** Printers that know the question answer it at once; many know it not. */
const PAPER_MS = 1_000;

/** A receipt printer on a serial line. It is opened for each slip: who unplugs it harms nothing. */
export class SlipPrinter {
  private readonly port: DevicePort;
  private readonly clock: Clock;
  private printing: Promise<unknown> = Promise.resolve();

  constructor(port: DevicePort, clock: Clock) {
    this.port = port;
    this.clock = clock;
  }

  /** One slip after the other. Resolves when the printer's line has taken it. */
  print(slip: Slip): Promise<Printed> {
    const printed = this.printing.then(() => this.printNow(slip));
    this.printing = printed.catch(() => {});
    return printed;
  }

  private async printNow(slip: Slip): Promise<Printed> {
    let onAnswer: (answer: number) => void = () => {};
    let failure: string | null = null;
    let port: OpenPort;
    try {
      port = await this.port.open({
        onBytes: ([answer]) => answer !== undefined && onAnswer(answer),
        onClosed: (why) => {
          failure = why;
        },
      });
    } catch (error) {
      return {
        ok: false,
        reason: 'away',
        why: error instanceof Error ? error.message : String(error),
      };
    }
    try {
      const answer = await new Promise<number | null>((resolve) => {
        const cancel = this.clock.after(PAPER_MS, () => resolve(null));
        onAnswer = (byte) => {
          cancel();
          resolve(byte);
        };
        port.write(ASK_PAPER);
      });
      if (answer !== null && paperFrom(answer) === 'gone') {
        return { ok: false, reason: 'noPaper', why: 'the printer says that it has no paper' };
      }
      port.write(slipBytes(slip));
      await port.drain();
      return failure === null ? { ok: true } : { ok: false, reason: 'away', why: failure };
    } finally {
      await port.close();
    }
  }
}
