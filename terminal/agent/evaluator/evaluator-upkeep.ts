import type { Clock, Configuration, Instruction, Runs } from '../../../protocol/index.ts';
import { Instructions } from '../../link/index.ts';
import type { IdentityFile } from './identity-file.ts';

export interface EvaluatorUpkeepOptions {
  identity: IdentityFile;
  clock: Clock;
  agentVersion: string;
  hubNow: () => number;
  isQuiet: (instruction: Instruction) => Promise<boolean>;
  isPaused: () => boolean;
  /** The hub takes these credentials no more. */
  isRefused: () => boolean;
  onRestart: (instructionId: string) => void;
  /** Everything is to be forgotten; this process ends with it. */
  onLeave: (instructionId: string) => Promise<void>;
  /** What this terminal runs has changed. */
  onRuns: () => void;
}

/** What an evaluator without a screen does when the hub says so, and what it says of itself. */
export class EvaluatorUpkeep {
  private readonly options: EvaluatorUpkeepOptions;
  private readonly instructions: Instructions;
  /** Said in parting: nothing waits here any more. */
  private farewell: string | null = null;
  private told = '';

  constructor(options: EvaluatorUpkeepOptions) {
    const { identity, clock, hubNow, isQuiet } = options;
    this.options = options;
    this.instructions = new Instructions({
      ...{ clock, hubNow, isQuiet },
      carryOut: (instruction, markDone) => this.carryOut(instruction, markDone),
      keep: async (instructionId) => identity.keep({ instructionDone: instructionId }),
    });
  }

  start(): void {
    const { identity } = this.options;
    this.instructions.take(identity.configuration?.instruction);
    this.instructions.start(identity.instructionDone);
  }

  stop(): void {
    this.instructions.stop();
  }

  configure(configuration: Configuration): void {
    this.options.identity.keep({ configuration });
    if (configuration.instruction?.instructionId !== this.farewell) this.farewell = null;
    this.instructions.take(configuration.instruction);
    this.news();
  }

  get runs(): Runs {
    const { identity, agentVersion, isPaused } = this.options;
    return {
      appVersion: `agent ${agentVersion}`,
      agentVersion,
      configurationRevision: identity.configuration?.revision ?? 0,
      paused: isPaused(),
      instructionDone: this.farewell ?? this.instructions.done,
    };
  }

  /** Something may have changed: the hub hears it at once, and only then. */
  news(): void {
    const told = JSON.stringify(this.runs);
    if (told === this.told) return;
    this.told = told;
    this.options.onRuns();
  }

  private async carryOut({ instructionId, action }: Instruction, markDone: () => Promise<void>) {
    if (action === 'decommission') return this.leave(instructionId);
    // There is no page to load anew: such an instruction is done by being read.
    await markDone();
    if (action === 'restartAgent') this.options.onRestart(instructionId);
    else this.news();
  }

  /** The hub has heard the farewell when it refuses us; before that nothing is forgotten. */
  private async leave(instructionId: string): Promise<void> {
    if (this.options.isRefused()) return this.options.onLeave(instructionId);
    this.farewell = instructionId;
    this.news();
  }
}
