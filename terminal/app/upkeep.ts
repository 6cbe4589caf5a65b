import type {
  Clock,
  Configuration,
  EditionFact,
  Instruction,
  Runs,
  WantedEdition,
} from '../../protocol/index.ts';
import { Upkeep } from '../link/index.ts';
import { restartAgent, wantEdition } from './link/agent.ts';
import { keep, readKept, type TerminalDatabase } from './outbox/database.ts';

export interface PageUpkeepOptions {
  database: TerminalDatabase;
  clock: Clock;
  appVersion: string;
  hubNow: () => number;
  /** Nobody is here and nothing is under way. */
  isQuiet: (instruction: Instruction) => Promise<boolean>;
  isPaused: () => boolean;
  /** The hub takes these credentials no more. */
  isRefused: () => boolean;
  /** Everything is to be forgotten; this page ends with it. */
  onLeave: (instructionId: string) => Promise<void>;
  /** What this terminal runs has changed. */
  onRuns: (runs: Runs) => void;
}

/** What this page does when the hub says so, and what it says of itself. */
export class PageUpkeep {
  private readonly options: PageUpkeepOptions;
  private readonly upkeep: Upkeep;
  private configurationRevision = 0;
  private agentVersion: string | null = null;
  private edition: EditionFact | null = null;
  private wanted: WantedEdition | null = null;

  constructor(options: PageUpkeepOptions) {
    this.options = options;
    this.upkeep = new Upkeep({
      ...options,
      carryOut: (instruction, markDone) => this.carryOut(instruction, markDone),
      keep: (instructionId) => keep(options.database, 'instructionDone', instructionId),
      runs: () => this.own,
    });
  }

  async start(): Promise<void> {
    const done = await readKept(this.options.database, 'instructionDone');
    this.upkeep.start(done ?? null);
  }

  stop(): void {
    this.upkeep.stop();
  }

  configure({ revision, instruction, edition }: Configuration): void {
    this.configurationRevision = revision;
    this.wanted = edition ?? null;
    this.passOn();
    this.upkeep.take(instruction);
  }

  /** @param version `null` when no agent answers */
  agentIs(version: string | null): void {
    this.agentVersion = version;
    if (version !== null) this.passOn();
    this.news();
  }

  /** @param fact what the agent serves, and which of it this page is */
  editionIs(fact: EditionFact): void {
    this.edition = fact;
    this.news();
  }

  get runs(): Runs {
    return this.upkeep.runs;
  }

  /** Something may have changed: the hub hears it at once, and only then. */
  news(): void {
    this.upkeep.news();
  }

  private get own(): Omit<Runs, 'instructionDone'> {
    const { appVersion, isPaused } = this.options;
    const { agentVersion, configurationRevision, edition } = this;
    const versions = { appVersion, agentVersion, configurationRevision };
    return { ...versions, paused: isPaused(), ...(edition && { edition }) };
  }

  /** An agent that is away hears it when it is back. */
  private passOn(): void {
    wantEdition(this.wanted).catch(() => {});
  }

  private async carryOut(
    { instructionId, action }: Instruction,
    markDone: () => Promise<void>,
  ): Promise<void> {
    if (action === 'restartAgent') {
      // The agent knows the id: asked twice, it restarts once.
      await restartAgent(instructionId);
      await markDone();
      return this.news();
    }
    // First marked: a page that starts anew without knowing why would do it for ever.
    await markDone();
    location.reload();
  }
}
