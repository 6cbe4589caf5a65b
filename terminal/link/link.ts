import type { Clock, PromptEnding } from '../../protocol/index.ts';
import { Drain } from './drain.ts';
import { Freezer } from './freezer.ts';
import { Handshake } from './handshake.ts';
import { HubClock } from './hub-clock.ts';
import { Inbox } from './inbox.ts';
import { Line } from './line.ts';
import type { Lookout } from './lookout.ts';
import type { Origin, ScreenFacts } from './outgoing.ts';
import type {
  Credentials,
  LinkListener,
  LinkStatus,
  Outbox,
  Signer,
  TapTime,
  Transport,
} from './ports.ts';
import { ScreenNews } from './screen-news.ts';
import { type CopyKeeper, SecondCopy } from './second-copy.ts';
import { type OuterEffect, SessionRunner } from './session-runner.ts';
import { DEFAULT_POLICY, type SessionPolicy } from './session-state.ts';
import { createEventIds, tapNow } from './tap.ts';

export interface LinkOptions {
  credentials: Credentials;
  transport: Transport;
  outbox: Outbox;
  signer: Signer;
  clock: Clock;
  listener: LinkListener;
  /** New at every start of the page or process. */
  bootId: string;
  appVersion: string;
  /** Revision of the configuration that the terminal has kept; 0 for none. */
  configurationRevision?: number;
  /** The offset of an earlier boot, good enough until the hub is met again. */
  lastKnownOffsetMs?: number | null;
  facts?: ScreenFacts;
  /** In [0, 1); feeds all jitter. */
  random?: () => number;
  policy?: Partial<SessionPolicy>;
  /** Without one the outbox has no second copy. */
  copies?: CopyKeeper;
  /** Resolves when nobody at the screen waits for this thread. */
  breathe?: () => Promise<void>;
  /** Without one a pause between two attempts lasts as long as the back-off says. */
  lookout?: Pick<Lookout, 'start' | 'stop'>;
}

/** A terminal's link with the hub: keeps the connection, empties the outbox, brings prompts. */
export class Link {
  private readonly options: LinkOptions;
  private readonly hubClock: HubClock;
  private readonly line: Line;
  private readonly freezer: Freezer;
  private readonly copy: SecondCopy | null;
  private readonly drain: Drain;
  private readonly inbox: Inbox;
  private readonly mint: () => string;
  private readonly handshake: Handshake;
  private readonly news: ScreenNews;
  private readonly session: SessionRunner;
  private promptId: string | null = null;
  private closing: Promise<void> = Promise.resolve();

  constructor(options: LinkOptions) {
    this.options = options;
    this.mint = createEventIds(options.clock);
    this.hubClock = new HubClock(options.clock, options.lastKnownOffsetMs ?? null);
    this.line = this.createLine();
    this.news = new ScreenNews({
      line: this.line,
      origin: () => this.origin(),
      facts: options.facts,
    });
    this.freezer = this.createFreezer();
    this.copy = this.createCopy();
    this.drain = this.createDrain();
    this.inbox = this.createInbox();
    this.handshake = this.createHandshake();
    this.session = this.createSession();
  }

  start(): void {
    this.copy?.start();
    this.session.dispatch({ kind: 'start' });
  }

  /** Says farewell to the hub and lets go of everything; the outbox stays as it is. */
  async stop(): Promise<void> {
    const copied = this.copy?.stop();
    this.session.dispatch({ kind: 'stop' });
    await Promise.all([this.closing, copied]);
  }

  /** There is a sign that the hub may be back: a pause between two attempts ends soon. */
  retrySoon(): void {
    this.session.dispatch({ kind: 'sign' });
  }

  get status(): LinkStatus {
    return this.session.status;
  }

  /** Hub time minus device time now; `null` when it was never measured. */
  get clockOffsetMs(): number | null {
    return this.hubClock.offsetMs;
  }

  /** The hub's time now, as well as this terminal knows it, in epoch milliseconds. */
  hubNow(): number {
    return this.hubClock.now();
  }

  /** The moment of a tap, for the outbox. */
  tap(): TapTime {
    return tapNow(this.options.clock, this.options.bootId, this.clockOffsetMs);
  }

  /** An id for a new tap. */
  newEventId(): string {
    return this.mint();
  }

  /** After something was held, changed or released: look at the outbox again. */
  wake(): void {
    this.drain.wake();
    this.copy?.wake();
  }

  /** Whoever keeps the second copy was started again. */
  keeperBack(): void {
    this.copy?.keeperBack();
  }

  /** What the screen asks at this moment; the hub hears it with the next hello. */
  showing(promptId: string | null): void {
    this.promptId = promptId;
  }

  /** How a prompt ended. Waits in memory until the hub is there; at most the newest 32 do. */
  report(promptId: string | null, ending: PromptEnding, detail?: string): void {
    this.news.ended(promptId, ending, detail);
    if (this.session.isWelcomed) this.news.sendReports();
  }

  /** A changed fact about the device (architecture §5, 7). */
  presence(facts: ScreenFacts): void {
    this.news.changed(facts);
    if (this.session.isOpen) this.news.sendBirth();
  }

  private createLine(): Line {
    const { credentials, bootId, transport } = this.options;
    return new Line({
      credentials,
      bootId,
      transport,
      facts: () => this.news.facts,
      onOpened: () => this.session.dispatch({ kind: 'opened' }),
      onFailed: (why, refused) => this.session.dispatch({ kind: 'failed', why, refused }),
      onLost: (why) => this.session.dispatch({ kind: 'lost', why }),
      onMessage: (topic, payload) => this.inbox.take(topic, payload),
    });
  }

  private createFreezer(): Freezer {
    const { credentials, bootId, outbox, signer, clock } = this.options;
    const { terminalId } = credentials;
    const clockOffsetMs = () => this.clockOffsetMs;
    return new Freezer({ terminalId, bootId, outbox, signer, clock, clockOffsetMs });
  }

  private createCopy(): SecondCopy | null {
    const { outbox, clock, copies: keeper } = this.options;
    if (keeper === undefined) return null;
    const { freezer } = this;
    return new SecondCopy({ outbox, freezer, keeper, clock, onBack: () => this.drain.wake() });
  }

  private createDrain(): Drain {
    const { bootId, outbox, clock, listener, breathe } = this.options;
    return new Drain({
      bootId,
      breathe,
      outbox,
      freezer: this.freezer,
      clock,
      clockOffsetMs: () => this.clockOffsetMs,
      onSettled: (entry) => {
        if (entry.eventId !== null) this.copy?.settled(entry.eventId);
        listener.onSettled(entry);
      },
      onFault: (error) => this.fault(error),
    });
  }

  private createInbox(): Inbox {
    const { credentials, listener } = this.options;
    return new Inbox({
      terminalId: credentials.terminalId,
      configurationRevision: this.options.configurationRevision ?? 0,
      onWelcome: (welcome) => void this.handshake.welcome(welcome),
      onReceipts: (receipts) => void this.drain.receive(receipts),
      onPrompt: (prompt) => listener.onPrompt(prompt),
      onConfiguration: (configuration) => listener.onConfiguration(configuration),
      onUnreadablePrompt: (why, promptId) => this.report(promptId, 'refused', why),
    });
  }

  private createHandshake(): Handshake {
    const { outbox, clock, appVersion } = this.options;
    return new Handshake({
      line: this.line,
      outbox,
      freezer: this.freezer,
      clock,
      hubClock: this.hubClock,
      origin: () => this.origin(),
      facts: () => {
        const { configurationRevision } = this.inbox;
        return { appVersion, promptId: this.promptId, configurationRevision };
      },
      onWelcomed: () => {
        this.session.dispatch({ kind: 'welcomed' });
        this.drain.wake();
      },
      onFault: (error) => this.fault(error),
    });
  }

  private createSession(): SessionRunner {
    const { clock, policy, random, listener } = this.options;
    return new SessionRunner({
      policy: { ...DEFAULT_POLICY, ...policy },
      clock,
      random: random ?? Math.random,
      perform: (effect) => this.perform(effect),
      clockOffsetMs: () => this.clockOffsetMs,
      onStatus: (status) => {
        this.lookOut(status);
        listener.onStatus(status);
      },
    });
  }

  /** Only in a pause after a hub that did not answer: one that refuses us is there. */
  private lookOut({ state }: LinkStatus): void {
    const { lookout } = this.options;
    if (state === 'waiting') lookout?.start(() => this.retrySoon());
    else lookout?.stop();
  }

  private perform(effect: OuterEffect): void {
    switch (effect.kind) {
      case 'open':
        this.line.open();
        break;
      case 'close':
        this.closing = this.line.close(effect.farewell);
        break;
      case 'birth':
        this.news.sendBirth();
        break;
      case 'hello':
        void this.handshake.hello();
        break;
      case 'drain':
        this.news.sendReports();
        this.drain.begin((payload) => this.line.publishBytes('rating', payload));
        break;
      case 'halt':
        this.drain.halt();
    }
  }

  /** The outbox or the key failed: without them a connection is of no use; try again later. */
  private fault(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    this.session.dispatch({ kind: 'lost', why: `this device cannot keep ratings: ${why}` });
  }

  private origin(): Origin {
    const { credentials, bootId, clock } = this.options;
    const { terminalId } = credentials;
    return { terminalId, bootId, deviceTime: clock.now(), clockOffsetMs: this.clockOffsetMs };
  }
}
