import type {
  Clock,
  Configuration,
  EditionFact,
  Instruction,
  Restarts,
  Runs,
} from '../../protocol/index.ts';
import type { TerminalDatabase } from './outbox/database.ts';
import type { Event } from './screen/events.ts';
import type { State } from './screen/state.ts';
import type { Surroundings } from './surroundings.ts';

type Wire = typeof import('./link/wire.ts');

/** What the care of a terminal sees of it, and may do to it. */
export interface Cared {
  database: TerminalDatabase;
  clock: Clock;
  bootId: string;
  appVersion: string;
  state: () => State;
  surroundings: () => Surroundings;
  /** Of the page, by the kiosk. */
  restarts: () => Restarts;
  /** A rating may still be changed by the citizen who is here. */
  isHeld: () => Promise<boolean>;
  clockOffsetMs: () => number | null;
  act: (event: Event) => void;
  /** What it runs has changed. */
  onRuns: () => void;
  /** The agent serves another app now. */
  onServed: () => void;
  /** Lets go of hub and agent; nothing begins any more. */
  end: () => Promise<void>;
}

const RESTING = new Set<State['screen']['kind']>(['idle', 'paused', 'unenrolled', 'needsService']);

/** What is done to a terminal by the hub from afar, and by a technician in its corner. */
export class Care {
  private readonly cared: Cared;
  private upkeep: InstanceType<Wire['PageUpkeep']> | null = null;
  private edition: EditionFact | null = null;

  constructor(cared: Cared) {
    this.cared = cared;
  }

  /** Null while this is no terminal yet. */
  get runs(): Runs | null {
    return this.upkeep?.runs ?? null;
  }

  /** True when this device was forgetting everything as the page ended; then it goes on with it. */
  async leavesStill(wire: Wire): Promise<boolean> {
    const leaving = new wire.Leaving(this.cared);
    if (!(await leaving.isBegun())) return false;
    void leaving.leave().then(() => location.reload());
    return true;
  }

  /** This is a terminal now. */
  async begin(wire: Wire): Promise<void> {
    const { cared, edition } = this;
    const upkeep = new wire.PageUpkeep({
      ...cared,
      hubNow: () => cared.clock.now() + (cared.clockOffsetMs() ?? 0),
      isQuiet: (instruction) => this.mayCarryOut(instruction),
      isPaused: () => cared.state().screen.kind === 'paused',
      isRefused: () => cared.state().refused !== null,
      onLeave: (instructionId) => this.leave(wire, instructionId),
    });
    const { configuration } = cared.surroundings();
    if (configuration !== null) upkeep.configure(configuration);
    if (edition !== null) upkeep.editionIs(edition);
    await upkeep.start();
    this.upkeep = upkeep;
  }

  end(): void {
    this.upkeep?.stop();
    this.upkeep = null;
  }

  configure(configuration: Configuration): void {
    this.upkeep?.configure(configuration);
  }

  /** Something of the screen may have changed. */
  news(): void {
    this.upkeep?.news();
  }

  /** @param version `null` when no agent answers */
  agentIs(version: string | null): void {
    this.upkeep?.agentIs(version);
  }

  editionIs(fact: EditionFact): void {
    const isOther = fact.serves !== this.edition?.serves;
    this.edition = fact;
    this.upkeep?.editionIs(fact);
    if (isOther) this.cared.onServed();
  }

  /** A new version may start now: nobody is here, nothing is held, nothing is under way. */
  async isQuiet(): Promise<boolean> {
    if (!this.isResting || (await this.cared.isHeld())) return false;
    const { pending, hub } = this.cared.surroundings();
    return pending === 0 || hub !== 'reached';
  }

  /** The corner opens, or says why it does not. */
  async unlock(pin: string): Promise<void> {
    const { cared, upkeep } = this;
    const { configuration, hub } = cared.surroundings();
    const pinHash = configuration?.maintenance?.pinHash;
    if (pinHash === undefined || upkeep === null) return;
    const wire = await import('./link/wire.ts');
    const trouble = await wire.tryPin(pin, pinHash);
    const present = {
      runs: upkeep.runs,
      hubIsReached: hub === 'reached',
      restarts: cared.restarts(),
    };
    const facts = trouble === null ? await wire.maintenanceFacts(cared, present) : null;
    // Whoever came meanwhile, or closed it, is not disturbed.
    if (cared.state().panel?.kind !== 'maintenance') return;
    cared.act({ kind: 'panel', panel: { kind: 'maintenance', facts, trouble } });
  }

  /** Only from the opened corner. */
  async exportRatings(): Promise<void> {
    const { panel } = this.cared.state();
    if (panel?.kind !== 'maintenance' || panel.facts === null) return;
    const wire = await import('./link/wire.ts');
    wire.download(await wire.exportRatings(this.cared));
  }

  /** Nobody is here, and no technician is at work. */
  private get isResting(): boolean {
    const { panel, screen } = this.cared.state();
    return panel === null && RESTING.has(screen.kind);
  }

  /** Decommissioned, it first has all its receipts, unless that is forced or can no more be. */
  private async mayCarryOut({ action, force }: Instruction): Promise<boolean> {
    if (action !== 'decommission') return this.isQuiet();
    if (!this.isResting || (await this.cared.isHeld())) return false;
    const { pending, hub } = this.cared.surroundings();
    const isSettled = pending === 0 && hub === 'reached';
    return force === true || isSettled || this.cared.state().refused !== null;
  }

  private async leave(wire: Wire, instructionId: string): Promise<void> {
    this.end();
    await this.cared.end();
    await new wire.Leaving(this.cared).leave(instructionId);
    location.reload();
  }
}
