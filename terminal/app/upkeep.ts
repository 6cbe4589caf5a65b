import type {
  Clock,
  Configuration,
  EditionFact,
  Instruction,
  Runs,
  WantedEdition,
} from '../../protocol/index.ts';
import { Instructions } from '../link/index.ts';
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
  private readonly instructions: Instructions;
  private configurationRevision = 0;
  private agentVersion: string | null = null;
  private edition: EditionFact | null = null;
  private wanted: WantedEdition | null = null;
  /** Said in parting: nothing waits here any more. */
  private farewell: string | null = null;
  private told = '';

  constructor(options: PageUpkeepOptions) {
    const { clock, hubNow, isQuiet, database } = options;
    this.options = options;
    this.instructions = new Instructions({
      ...{ clock, hubNow, isQuiet },
      carryOut: (instruction, markDone) => this.carryOut(instruction, markDone),
      keep: (instructionId) => keep(database, 'instructionDone', instructionId),
    });
  }

  async start(): Promise<void> {
    const done = await readKept(this.options.database, 'instructionDone');
    this.instructions.start(done ?? null);
    this.news();
  }

  stop(): void {
    this.instructions.stop();
  }

  configure({ revision, instruction, edition }: Configuration): void {
    this.configurationRevision = revision;
    this.instructions.take(instruction);
    this.wanted = edition ?? null;
    if (instruction?.instructionId !== this.farewell) this.farewell = null;
    this.passOn();
    this.news();
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
    const { appVersion, isPaused } = this.options;
    const { agentVersion, configurationRevision } = this;
    const instructionDone = this.farewell ?? this.instructions.done;
    const paused = isPaused();
    const { edition } = this;
    return {
      ...{ appVersion, agentVersion, configurationRevision, paused, instructionDone },
      ...(edition && { edition }),
    };
  }

  /** Something may have changed: the hub hears it at once, and only then. */
  news(): void {
    const { runs } = this;
    const told = JSON.stringify(runs);
    if (told === this.told) return;
    this.told = told;
    this.options.onRuns(runs);
  }

  /** An agent that is away hears it when it is back. */
  private passOn(): void {
    wantEdition(this.wanted).catch(() => {});
  }

  private async carryOut(
    { instructionId, action }: Instruction,
    markDone: () => Promise<void>,
  ): Promise<void> {
    switch (action) {
      case 'restartAgent':
        // The agent knows the id: asked twice, it restarts once.
        await restartAgent(instructionId);
        await markDone();
        return this.news();
      case 'reloadPage':
        // First marked: a page that starts anew without knowing why would do it for ever.
        await markDone();
        return location.reload();
      case 'decommission':
        return this.leave(instructionId);
    }
  }

  /** The hub has heard the farewell when it refuses us; before that nothing is forgotten. */
  private async leave(instructionId: string): Promise<void> {
    const { isRefused, onLeave } = this.options;
    if (isRefused()) return onLeave(instructionId);
    this.farewell = instructionId;
    this.news();
  }
}
