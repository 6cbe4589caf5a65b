import type { Clock, Configuration, Level, Prompt, ReceiptEntry } from '../../protocol/index.ts';
import type { Link, LinkStatus, ScreenFacts } from '../link/index.ts';
import { createEventIds, tapNow } from '../link/tap.ts';
import { Care } from './care.ts';
import { HidKeypad } from './input/hid-keypad.ts';
import { pressed } from './input/keypad.ts';
import type { AgentLine, KeypadState } from './link/agent.ts';
import { showInMm } from './millimetres.ts';
import { type Kept, keep, readKept, type TerminalDatabase } from './outbox/database.ts';
import { IndexedOutbox } from './outbox/indexed-outbox.ts';
import { painted } from './painted.ts';
import { Reenrolment } from './reenrolment.ts';
import type { Effect, Event } from './screen/events.ts';
import { promptShown } from './screen/prompts.ts';
import { Runner } from './screen/runner.ts';
import { type Input, NO_FACTS, type Source, type State } from './screen/state.ts';
import { EMPTY_SURROUNDINGS, type Surroundings } from './surroundings.ts';

export interface TerminalOptions {
  database: TerminalDatabase;
  clock: Clock;
  bootId: string;
  appVersion: string;
  /** Path of the script that runs here, below the app's folder. */
  bundle: string;
  /** The agent serves another app now. */
  onServed: () => void;
  onChange: (state: State, surroundings: Surroundings) => void;
  /** The keypad says that headphones went in or out. */
  onHeadphones: (areIn: boolean) => void;
}

/** A touch gives more time; what it pressed is painted before. */
const AFTER_PRESS_MS = 100;
const COUNT_MS = 300;

type Wire = typeof import('./link/wire.ts');

/** This page as a terminal: screen, outbox, hub and agent put together. */
export class Terminal {
  private readonly options: TerminalOptions;
  private readonly outbox: IndexedOutbox;
  private readonly runner: Runner;
  private readonly mint: () => string;
  private surroundings = EMPTY_SURROUNDINGS;
  private offsetMs: number | null = null;
  private kind: Configuration['kind'] = 'evaluator';
  private link: Link | null = null;
  private agent: AgentLine | null = null;
  private device: Omit<ScreenFacts, 'screen' | 'runs'> = { keypad: 'none' };
  private readonly hid: HidKeypad;
  private terminalId: string | null = null;
  private readonly reenrolment: Reenrolment;
  readonly care: Care;
  private enrolAgain: () => void = () => {};
  private counting: Promise<void> | null = null;
  private countAgain = false;
  private cancelCount: (() => void) | null = null;

  constructor(options: TerminalOptions) {
    const { clock, database } = options;
    this.options = options;
    this.hid = new HidKeypad({
      onHeadphones: options.onHeadphones,
      onKeys: () => this.surround({ hasKeys: true }),
    });
    this.outbox = new IndexedOutbox(database);
    this.mint = createEventIds(clock);
    this.reenrolment = new Reenrolment({
      ...options,
      onGone: () => void this.enrolAnew(),
      onEvidence: (evidence) => this.surround({ evidence }),
    });
    this.care = this.createCare();
    this.runner = new Runner({
      clock,
      outbox: this.outbox,
      tap: () => tapNow(clock, options.bootId, this.clockOffsetMs),
      channel: () => this.surroundings.configuration?.kind ?? this.kind,
      report: (effect) => void this.report(effect),
      onStored: () => void this.stored(),
      onChange: (state) => this.changed(state),
    });
  }

  /** Everything that is known without a network, so that the screen is never empty. */
  async show(): Promise<void> {
    const { database } = this.options;
    // Side by side: a slow device waits for each of them.
    const [offsetMs, configuration, credentials] = await Promise.all([
      readKept(database, 'clockOffsetMs'),
      readKept(database, 'configuration'),
      readKept(database, 'credentials'),
    ]);
    this.offsetMs = offsetMs ?? null;
    if (configuration) this.configure(configuration);
    if (credentials) this.runner.dispatch({ kind: 'started' });
    await Promise.all([this.runner.recover(), this.count()]);
  }

  /** Goes to work: keys, agent and hub. */
  async start(): Promise<void> {
    this.hid.start();
    const credentials = await readKept(this.options.database, 'credentials');
    const wire = await import('./link/wire.ts');
    if (await this.care.leavesStill(wire)) return;
    this.listenToAgent(wire);
    void this.reenrolment.handEvidence();
    await (credentials ? this.connect(wire, credentials) : this.enrol(wire));
  }

  act(event: Event): void {
    if (event.kind !== 'touched') this.runner.dispatch(event);
    else this.options.clock.after(AFTER_PRESS_MS, () => this.runner.dispatch(event));
  }

  choose(level: Level, input: Input): void {
    this.runner.dispatch({ kind: 'choose', level, input, eventId: this.mint() });
  }

  askForEnrolment(): void {
    this.enrolAgain();
  }

  /** A technician measured the screen; it belongs to the device, whatever its identity. */
  async calibrate(pixelsPerMm: number | null): Promise<void> {
    showInMm(pixelsPerMm);
    await keep(this.options.database, 'pixelsPerMm', pixelsPerMm ?? undefined);
  }

  /** Another identity for this screen; what the present one left without a receipt is kept. */
  async enrolAnew(): Promise<void> {
    const { kind } = this.runner.state.screen;
    if (kind !== 'needsService' && kind !== 'reenrol') return;
    this.act({ kind: 'enrolment', facts: NO_FACTS });
    this.care.end();
    await this.link?.stop();
    this.link = null;
    await this.reenrolment.retire();
    this.terminalId = null;
    this.offsetMs = null;
    this.surround({ configuration: null, hub: 'unknown', clockOffsetMs: 0 });
    await this.count();
    await this.enrol(await import('./link/wire.ts'));
  }

  private createCare(): Care {
    return new Care({
      ...this.options,
      state: () => this.runner.state,
      surroundings: () => this.surroundings,
      restarts: () => this.device.restarts ?? { count: 0, lastWhy: null },
      isHeld: async () => (await this.outbox.held()).length > 0,
      clockOffsetMs: () => this.clockOffsetMs,
      act: (event) => this.act(event),
      onRuns: () => this.link?.presence(this.facts),
      end: async () => {
        this.agent?.stop();
        await this.link?.stop();
      },
    });
  }

  private get clockOffsetMs(): number | null {
    return this.link?.clockOffsetMs ?? this.offsetMs;
  }

  private listenToAgent(wire: Wire): void {
    this.agent = new wire.AgentLine({
      clock: this.options.clock,
      onPrompt: (prompt) => this.prompt('agent', prompt),
      onServing: (serving) => this.surround({ serving }),
      onKey: (key) => pressed(key, this.runner.state, this),
      onKeypad: (keypad) => this.keypadChanged(keypad),
      onHidKeys: (keys) => this.hid.use(keys),
      onRestarts: (restarts) => this.deviceChanged({ restarts }),
      onEdition: (fact) => this.care.editionIs(fact),
      onBack: () => {
        this.link?.retrySoon();
        this.link?.keeperBack();
        this.reenrolment.agentBack();
        void this.meetAgent(wire);
      },
      vitals: () => ({
        screen: this.runner.state.screen.kind,
        promptId: promptShown(this.runner.state),
        pending: this.surroundings.pending,
        refused: this.surroundings.refusedRows,
        evidence: this.surroundings.evidence,
        terminalId: this.terminalId,
        link: this.link?.status.state ?? 'none',
        appVersion: this.options.appVersion,
        bundle: this.options.bundle,
      }),
    });
    this.agent.start();
  }

  private enrol(wire: Wire): Promise<void> {
    const { database, clock, appVersion } = this.options;
    return wire.enrolByAgent({
      database,
      clock,
      appVersion,
      onFacts: (facts) => this.act({ kind: 'enrolment', facts }),
      onAsked: ({ kind, again }) => {
        this.kind = kind;
        this.enrolAgain = again;
      },
      onEnrolled: (credentials) => {
        this.act({ kind: 'started' });
        this.agent?.repeat();
        void this.connect(wire, credentials);
      },
    });
  }

  private async connect(wire: Wire, kept: Kept['credentials']): Promise<void> {
    const { database, clock, bootId, appVersion } = this.options;
    await this.care.begin(wire);
    const config = await this.meetAgent(wire);
    this.kind = config?.kind ?? this.kind;
    this.terminalId = kept.terminalId;
    this.link = await wire.createHubLink({
      database,
      outbox: this.outbox,
      clock,
      bootId,
      appVersion,
      credentials: { ...kept, hubUrl: config?.hubUrl ?? kept.hubUrl },
      configuration: this.surroundings.configuration,
      facts: this.facts,
      listener: {
        onPrompt: (prompt) => this.prompt('hub', prompt),
        onConfiguration: (configuration) => {
          this.configure(configuration);
          void keep(database, 'configuration', configuration);
        },
        onStatus: (status) => this.linkChanged(status),
        onSettled: (entry) => this.settled(entry),
      },
    });
    this.link.start();
  }

  private async meetAgent(wire: Wire) {
    const config = await wire.fetchAgentConfig();
    this.care.agentIs(config?.agentVersion ?? null);
    return config;
  }

  private get facts(): ScreenFacts {
    const { runs } = this.care;
    return { screen: 'alive', ...this.device, ...(runs && { runs }) };
  }

  /** The hub dates by its own clock, the agent by that of this device. */
  private prompt(source: Source, prompt: Prompt | null): void {
    const offsetMs = source === 'hub' ? (this.clockOffsetMs ?? 0) : 0;
    const now = this.options.clock.now() + offsetMs;
    this.runner.prompt(source, prompt, prompt === null ? 0 : Date.parse(prompt.showUntil) - now);
  }

  /** Who asked hears it after the citizen sees it. */
  private async report(effect: Extract<Effect, { kind: 'report' }>): Promise<void> {
    const { source, promptId, ending, detail } = effect;
    const level = ending === 'rated' ? this.runner.lastLevel : null;
    await painted(this.options.clock);
    if (source === 'hub') this.link?.report(promptId, ending, detail);
    // The agent hears of the hub's prompts too: what hangs on it may wait for their end.
    this.agent?.ended(promptId, ending, level);
  }

  private keypadChanged(keypad: KeypadState): void {
    this.surround({ keypad: keypad.state });
    this.deviceChanged({ keypad: keypad.state, unknownKeys: keypad.unknownKeys });
  }

  private deviceChanged(news: Partial<Terminal['device']>): void {
    this.device = { ...this.device, ...news };
    this.link?.presence(this.facts);
  }

  private configure(configuration: Configuration): void {
    const { timings, paused = false } = configuration;
    this.runner.dispatch({ kind: 'configured', timings, paused });
    this.surround({ configuration });
    this.care.configure(configuration);
  }

  private linkChanged(status: LinkStatus): void {
    if (status.state === 'connected' && status.clockOffsetMs !== null) {
      this.offsetMs = status.clockOffsetMs;
      void keep(this.options.database, 'clockOffsetMs', status.clockOffsetMs);
    }
    if (status.state !== 'connecting') {
      const hub = status.state === 'connected' ? 'reached' : 'away';
      if (hub === 'reached' && this.surroundings.hub !== 'reached')
        void this.reenrolment.accepted();
      this.surround({ hub, clockOffsetMs: this.offsetMs ?? 0 });
      const refused = status.state === 'refused' ? status.why : null;
      this.runner.dispatch({ kind: 'link', refused });
    }
  }

  private settled(entry: ReceiptEntry): void {
    if (entry.outcome === 'stored') {
      const { eventId, receiptCode } = entry;
      this.runner.dispatch({ kind: 'settled', eventId, receiptCode });
    }
    this.countSoon();
  }

  /** What the hub and the agent hear of it comes after what the citizen sees. */
  private async stored(): Promise<void> {
    await painted(this.options.clock);
    this.link?.wake();
    await this.count();
  }

  /** Thousands of receipts come together, and counting them is not why the page is there. */
  private countSoon(): void {
    this.cancelCount ??= this.options.clock.after(COUNT_MS, () => {
      this.cancelCount = null;
      void this.count();
    });
  }

  /** Of many calls at once the last one is enough. */
  private count(): Promise<void> {
    this.countAgain = true;
    this.counting ??= this.countAll().finally(() => {
      this.counting = null;
    });
    return this.counting;
  }

  private async countAll(): Promise<void> {
    while (this.countAgain) {
      this.countAgain = false;
      const { pending, refused } = await this.outbox.counts();
      this.surround({ pending, refusedRows: refused });
    }
  }

  private changed(state: State): void {
    this.link?.showing(promptShown(state));
    const { screen, refused } = state;
    this.agent?.news();
    this.care.news();
    this.reenrolment.watch(screen.kind === 'needsService' && refused !== null);
    this.options.onChange(state, this.surroundings);
  }

  private surround(news: Partial<Surroundings>): void {
    const known: Partial<Surroundings> = this.surroundings;
    const names = Object.keys(news) as (keyof Surroundings)[];
    if (names.every((name) => known[name] === news[name])) return;
    this.surroundings = { ...this.surroundings, ...news };
    this.agent?.news();
    this.options.onChange(this.runner.state, this.surroundings);
  }
}
