import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../protocol/index.ts';
import { writeDurably } from '../durable-file.ts';

/** Time for the answer to leave before the process ends. */
const GRACE_MS = 200;

/** Ends this process so that whoever supervises it starts it anew; once for each instruction. */
export class Restart {
  private readonly path: string;
  private readonly clock: Clock;
  private readonly onRestart: () => void;

  constructor(dataFolder: string, parts: { clock: Clock; onRestart: () => void }) {
    this.path = join(dataFolder, 'restarted');
    this.clock = parts.clock;
    this.onRestart = parts.onRestart;
  }

  /** The instruction that the last restart carried out. */
  get done(): string | null {
    return existsSync(this.path) ? readFileSync(this.path, 'utf8').trim() : null;
  }

  /** On disk before anything ends: a process that comes back does not end again by the same one. */
  ask(instructionId: string): void {
    if (instructionId === this.done) return;
    writeDurably(this.path, `${instructionId}\n`);
    this.clock.after(GRACE_MS, this.onRestart);
  }
}
