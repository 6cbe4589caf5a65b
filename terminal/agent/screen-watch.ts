import { z } from 'zod';
import {
  type Clock,
  EditionPathSchema,
  LevelSchema,
  PromptEndingSchema,
  PromptIdSchema,
  type Restarts,
} from '../../protocol/index.ts';

/** What the page says of itself each half minute. Other fields may come and are left out. */
export const HeartbeatSchema = z.object({
  screen: z.string().min(1).max(40).describe('Which view is drawn, e.g. idle'),
  pending: z.int().min(0).describe('Ratings in the outbox without a receipt'),
  refused: z.int().min(0).optional().describe('Ratings on the shelf'),
  evidence: z.int().min(0).optional().describe('Ratings kept of a former identity'),
  link: z.string().max(40).optional().describe('State of its link with the hub'),
  terminalId: z.string().max(48).nullish(),
  appVersion: z.string().max(40).optional(),
  bundle: EditionPathSchema.optional().describe('The script it runs: tells which edition it is'),
  promptId: PromptIdSchema.nullish().describe('What it asks'),
  ended: z
    .object({
      promptId: PromptIdSchema,
      ending: PromptEndingSchema,
      level: LevelSchema.nullish().describe('What was rated, once it is committed'),
    })
    .optional()
    .describe('A prompt that has just ended, so that a reloaded page is not asked it again'),
});
export type Heartbeat = z.infer<typeof HeartbeatSchema>;

export interface ScreenFact {
  alive: boolean;
  /** Epoch milliseconds; null when nothing was heard since the agent started. */
  lastHeardAt: number | null;
  heartbeat: Heartbeat | null;
}

/** What the kiosk did to a screen that was gone or hung. */
export const RestartSchema = z.object({ why: z.string().max(120) });

/** Three half minutes without a word (`field.md`, "Screens"). */
const SILENCE_MS = 90_000;

/** Is the screen drawing? One of the four facts about a terminal (architecture §5, 7). */
export class ScreenWatch {
  private readonly clock: Clock;
  private readonly onChange: (alive: boolean) => void;
  private readonly onHeard: (heartbeat: Heartbeat) => void;
  private heartbeat: Heartbeat | null = null;
  private lastHeardAt: number | null = null;
  private alive = false;
  private restarted: Restarts = { count: 0, lastWhy: null };
  private cancelSilence: () => void = () => {};

  constructor(
    clock: Clock,
    listener: { onChange: (alive: boolean) => void; onHeard: (heartbeat: Heartbeat) => void },
  ) {
    this.clock = clock;
    this.onChange = listener.onChange;
    this.onHeard = listener.onHeard;
  }

  get fact(): ScreenFact {
    return { alive: this.alive, lastHeardAt: this.lastHeardAt, heartbeat: this.heartbeat };
  }

  get restarts(): Restarts {
    return this.restarted;
  }

  /** The next page tells the hub. */
  noteRestart(lastWhy: string): void {
    this.restarted = { count: this.restarted.count + 1, lastWhy };
  }

  hear(heartbeat: Heartbeat): void {
    this.heartbeat = heartbeat;
    this.lastHeardAt = this.clock.now();
    this.cancelSilence();
    this.cancelSilence = this.clock.after(SILENCE_MS, () => this.set(false));
    this.set(true);
    this.onHeard(heartbeat);
  }

  stop(): void {
    this.cancelSilence();
  }

  private set(alive: boolean): void {
    if (alive === this.alive) return;
    this.alive = alive;
    this.onChange(alive);
  }
}
