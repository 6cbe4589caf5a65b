import type { Clock, Hello, Welcome } from '../../protocol/index.ts';
import type { Freezer } from './freezer.ts';
import type { HubClock } from './hub-clock.ts';
import type { Line } from './line.ts';
import { helloOf, type Origin } from './outgoing.ts';
import type { Outbox } from './ports.ts';
import { type HubMemory, mustReoffer } from './reoffer.ts';

export interface HandshakeOptions {
  line: Line;
  outbox: Outbox;
  freezer: Freezer;
  clock: Clock;
  hubClock: HubClock;
  origin: () => Origin;
  facts: () => Pick<Hello, 'appVersion' | 'promptId' | 'configurationRevision'>;
  /** The hub's answer has been taken in. */
  onWelcomed: () => void;
  /** The outbox failed. */
  onFault: (error: unknown) => void;
}

/** Receipted rows stay so long, in case the hub comes back from a backup (architecture §5, 5). */
const KEEP_RECEIPTED_MS = 7 * 86_400_000;
const PRUNE_EVERY_MS = 3_600_000;

/** Hello and welcome: the hub's clock, and what the hub has of this terminal's events. */
export class Handshake {
  private readonly options: HandshakeOptions;
  private asked: { deviceTime: string; sentAt: number } | null = null;
  private hub: HubMemory | null = null;
  private prunedAt: number | null = null;

  constructor(options: HandshakeOptions) {
    this.options = options;
  }

  async hello(): Promise<void> {
    const { line, outbox, clock, origin, facts, onFault } = this.options;
    const isPresent = line.mark();
    try {
      const counts = await outbox.counts();
      if (!isPresent()) return;
      const hello = helloOf(origin(), facts(), counts);
      this.asked = { deviceTime: hello.deviceTime, sentAt: clock.monotonic() };
      // A hello that gets lost shows in the missing welcome.
      line.publish('hello', hello).catch(() => {});
    } catch (error) {
      onFault(error);
    }
  }

  /** Learns the clock and settles what is to be offered again, before anything is drained. */
  async welcome(welcome: Welcome): Promise<void> {
    const { line, hubClock, onWelcomed, onFault } = this.options;
    const isPresent = line.mark();
    if (this.asked?.deviceTime === welcome.helloDeviceTime) {
      hubClock.learn(this.asked.sentAt, Date.parse(welcome.hubTime));
      this.asked = null;
    }
    try {
      await this.reconcile(welcome);
      if (isPresent()) onWelcomed();
    } catch (error) {
      onFault(error);
    }
  }

  private async reconcile(welcome: Welcome): Promise<void> {
    const { outbox, freezer, clock, hubClock } = this.options;
    const { ledgerEpoch, contiguousSeq } = welcome;
    await freezer.renumber(contiguousSeq);
    const nextIsReceipted = await outbox.isReceipted(contiguousSeq + 1);
    if (mustReoffer(this.hub, welcome, nextIsReceipted)) await outbox.reoffer(contiguousSeq);
    this.hub = { ledgerEpoch, contiguousSeq };
    if (this.prunedAt !== null && clock.monotonic() - this.prunedAt < PRUNE_EVERY_MS) return;
    this.prunedAt = clock.monotonic();
    await outbox.prune(Math.round(hubClock.now()) - KEEP_RECEIPTED_MS);
  }
}
