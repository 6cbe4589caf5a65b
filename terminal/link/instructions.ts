import type { Clock, Instruction } from '../../protocol/index.ts';

const LOOK_AGAIN_MS = 2_000;

export interface InstructionsOptions {
  clock: Clock;
  /** The hub's time, as well as this terminal knows it, in epoch milliseconds. */
  hubNow: () => number;
  /** Nobody is at the terminal, and nothing is under way. */
  isQuiet: (instruction: Instruction) => Promise<boolean>;
  /** `markDone` resolves when the disk knows it: from then on it is never done again. */
  carryOut: (instruction: Instruction, markDone: () => Promise<void>) => Promise<void>;
  /** Remembers what was done. */
  keep: (instructionId: string) => Promise<void>;
}

/**
 * Carries out what the hub instructs: each once, never while somebody is rating, and not after its
 * time is over. What could not be done is tried again. Nothing happens before `start()`.
 */
export class Instructions {
  private readonly options: InstructionsOptions;
  private instruction: Instruction | null = null;
  private cancelLook: () => void = () => {};
  private isStarted = false;
  private isLooking = false;
  done: string | null = null;

  constructor(options: InstructionsOptions) {
    this.options = options;
  }

  /** @param done what was done before this start */
  start(done: string | null): void {
    this.done = done;
    this.isStarted = true;
    void this.look();
  }

  stop(): void {
    this.isStarted = false;
    this.cancelLook();
  }

  /** What the configuration says now. */
  take(instruction: Instruction | undefined): void {
    this.instruction = instruction ?? null;
    void this.look();
  }

  private get isDue(): boolean {
    const { instruction } = this;
    if (!this.isStarted || instruction === null) return false;
    if (instruction.instructionId === this.done) return false;
    return instruction.until === null || this.options.hubNow() < Date.parse(instruction.until);
  }

  private async look(): Promise<void> {
    this.cancelLook();
    const { instruction, isLooking } = this;
    if (isLooking || instruction === null || !this.isDue) return;
    this.isLooking = true;
    try {
      const { isQuiet, carryOut } = this.options;
      const { instructionId } = instruction;
      const isFree = await isQuiet(instruction);
      // Taken back while it was looked whether somebody is here, it is left alone.
      if (isFree && this.instruction?.instructionId === instructionId) {
        await carryOut(instruction, () => this.markDone(instructionId));
      }
    } catch {
      // A disk or an agent that is away: tried again below.
    } finally {
      this.isLooking = false;
    }
    if (this.isDue)
      this.cancelLook = this.options.clock.after(LOOK_AGAIN_MS, () => void this.look());
  }

  private async markDone(instructionId: string): Promise<void> {
    await this.options.keep(instructionId);
    this.done = instructionId;
  }
}
