import type { Clock, Instruction, Runs } from '../../protocol/index.ts';
import { Instructions } from './instructions.ts';

export interface UpkeepOptions {
  clock: Clock;
  /** The hub's time, as well as this terminal knows it, in epoch milliseconds. */
  hubNow: () => number;
  /** Nobody is here and nothing is under way. */
  isQuiet: (instruction: Instruction) => Promise<boolean>;
  /** The hub takes these credentials no more. */
  isRefused: () => boolean;
  /** Carries out all but the leaving; `markDone` resolves when the disk knows it. */
  carryOut: (instruction: Instruction, markDone: () => Promise<void>) => Promise<void>;
  /** Remembers what was done. */
  keep: (instructionId: string) => Promise<void>;
  /** Everything is to be forgotten: the hub has heard the farewell. */
  onLeave: (instructionId: string) => Promise<void>;
  /** What this terminal runs at the moment. */
  runs: () => Omit<Runs, 'instructionDone'>;
  /** That has changed. */
  onRuns: (runs: Runs) => void;
}

/** What a terminal does when the hub says so, and what it says of itself: each news once. */
export class Upkeep {
  private readonly options: UpkeepOptions;
  private readonly instructions: Instructions;
  /** Said in parting: nothing waits here any more. */
  private farewell: string | null = null;
  private told = '';

  constructor(options: UpkeepOptions) {
    const { clock, hubNow, isQuiet, keep } = options;
    this.options = options;
    this.instructions = new Instructions({
      ...{ clock, hubNow, isQuiet, keep },
      carryOut: (instruction, markDone) =>
        instruction.action === 'decommission'
          ? this.leave(instruction.instructionId)
          : options.carryOut(instruction, markDone),
    });
  }

  /** @param done what was done before this start */
  start(done: string | null): void {
    this.instructions.start(done);
    this.news();
  }

  stop(): void {
    this.instructions.stop();
  }

  /** What the configuration says now. A farewell that is asked for no more is taken back. */
  take(instruction: Instruction | undefined): void {
    if (instruction?.instructionId !== this.farewell) this.farewell = null;
    this.instructions.take(instruction);
    this.news();
  }

  get runs(): Runs {
    const instructionDone = this.farewell ?? this.instructions.done;
    return { ...this.options.runs(), instructionDone };
  }

  /** Something may have changed: the hub hears it at once, and only then. */
  news(): void {
    const { runs } = this;
    const told = JSON.stringify(runs);
    if (told === this.told) return;
    this.told = told;
    this.options.onRuns(runs);
  }

  /** The hub has heard the farewell when it refuses us; before that nothing is forgotten. */
  private async leave(instructionId: string): Promise<void> {
    if (this.options.isRefused()) return this.options.onLeave(instructionId);
    this.farewell = instructionId;
    this.news();
  }
}
