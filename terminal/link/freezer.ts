import type { Clock } from '../../protocol/index.ts';
import { freezeRow } from './freeze.ts';
import type { Outbox, OutboxRow, Signer } from './ports.ts';
import type { Present } from './tap.ts';

export interface FreezerOptions {
  terminalId: string;
  bootId: string;
  outbox: Outbox;
  signer: Signer;
  clock: Clock;
  /** Hub time minus device time at this moment. */
  clockOffsetMs: () => number | null;
}

export type FrozenRow = OutboxRow & { payload: string };

/**
 * Signs what is to leave the outbox. All who send take their rows from here, one after the other:
 * a row signed twice would be two ratings under one id.
 */
export class Freezer {
  private readonly options: FreezerOptions;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(options: FreezerOptions) {
    this.options = options;
  }

  /** The oldest rows without a receipt; each is final to the byte, and on disk so. */
  unsent(limit: number, afterSeq = 0): Promise<FrozenRow[]> {
    return this.inTurn(async () => {
      const rows = await this.options.outbox.unsent(limit, afterSeq);
      const frozen = await Promise.all(rows.map((row) => this.signed(row)));
      const news = frozen.filter((_, index) => rows[index]?.payload === null);
      if (news.length > 0) await this.options.outbox.freeze(news);
      return frozen;
    });
  }

  /** Others have numbers up to this one: what is not signed yet gets higher ones. */
  renumber(to: number): Promise<void> {
    return this.inTurn(() => this.options.outbox.raiseSeq(to));
  }

  private async signed(row: OutboxRow): Promise<FrozenRow> {
    if (row.payload !== null) return { ...row, payload: row.payload };
    const { terminalId, signer } = this.options;
    const payload = await freezeRow(row, terminalId, signer, this.present());
    return { ...row, state: 'frozen', payload };
  }

  private present(): Present {
    const { bootId, clock, clockOffsetMs } = this.options;
    const [deviceTime, monotonic] = [clock.now(), clock.monotonic()];
    return { bootId, deviceTime, monotonic, clockOffsetMs: clockOffsetMs() };
  }

  private inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(act);
    this.turn = mine.catch(() => {});
    return mine;
  }
}
