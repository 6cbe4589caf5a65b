import type { Clock } from '../../protocol/index.ts';

export interface LookoutOptions {
  /** e.g. `http://192.168.1.10:8600` */
  hubUrl: string;
  clock: Clock;
  /** In [0, 1); feeds the jitter. */
  random?: () => number;
  fetch?: typeof globalThis.fetch;
}

/** The mean of the time between two looks, which take between half and one and a half of it. */
const LOOK_EVERY_MS = 1_000;
/** A hub that takes longer to say that it is alive has no time for a terminal. */
const LOOK_TIMEOUT_MS = 2_000;

/**
 * Looks whether a hub that went away answers again. The pauses between two connections grow to a
 * minute, so that a hall spares a hub in trouble; but a hub that is not there costs nothing to ask,
 * and a citizen's rating should not wait a minute for its receipt when the hub is back after ten.
 * So a small question goes out about each second (`GET /health/live`: no store, no session, no
 * secret), and an answer after a silence is the sign. One that answers all along gives none: there
 * the growing pauses are right. The browser's own `online` event would say less: it knows of the
 * cable of this device, and nothing of the hub.
 */
export class Lookout {
  private readonly options: LookoutOptions;
  private running: AbortController | null = null;
  private cancelLook: () => void = () => {};

  constructor(options: LookoutOptions) {
    this.options = options;
  }

  /** Does nothing when it looks out already. */
  start(onSign: () => void): void {
    if (this.running !== null) return;
    this.running = new AbortController();
    void this.look({ onSign, signal: this.running.signal, wasSilent: false });
  }

  stop(): void {
    this.running?.abort();
    this.running = null;
    this.cancelLook();
  }

  private async look(watch: {
    onSign: () => void;
    signal: AbortSignal;
    wasSilent: boolean;
  }): Promise<void> {
    const { onSign, signal, wasSilent } = watch;
    const answers = await this.answers(signal);
    if (signal.aborted) return;
    if (answers && wasSilent) onSign();
    const { clock, random } = this.options;
    const delayMs = Math.round(LOOK_EVERY_MS * (0.5 + (random ?? Math.random)()));
    const next = () => void this.look({ ...watch, wasSilent: !answers });
    if (!signal.aborted) this.cancelLook = clock.after(delayMs, next);
  }

  private async answers(signal: AbortSignal): Promise<boolean> {
    const call = this.options.fetch ?? globalThis.fetch;
    try {
      const response = await call(new URL('/health/live', this.options.hubUrl), {
        cache: 'no-store',
        signal: AbortSignal.any([signal, AbortSignal.timeout(LOOK_TIMEOUT_MS)]),
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }
}
