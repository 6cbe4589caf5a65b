import type { Clock } from '../../protocol/index.ts';
import { keep, readKept, type TerminalDatabase } from './outbox/database.ts';

export interface ReenrolmentOptions {
  database: TerminalDatabase;
  clock: Clock;
  bootId: string;
  /** These credentials are of an installation that is no more. */
  onGone: () => void;
  /** So many ratings of former identities are kept without a receipt. */
  onEvidence: (evidence: number) => void;
}

const LOOK_AGAIN_MS = 5_000;
const wire = () => import('./link/wire.ts');

/**
 * Tells a revoked terminal from one whose installation was deleted. Both hear the same refusal;
 * but only the second finds its agent under another name than when the hub last took it, and may
 * enrol anew by itself. The first waits for a technician.
 */
export class Reenrolment {
  private readonly options: ReenrolmentOptions;
  private watching = false;
  private cancelLook: () => void = () => {};

  constructor(options: ReenrolmentOptions) {
    this.options = options;
  }

  /** The hub took the credentials: they belong to the agent as it is now. */
  async accepted(): Promise<void> {
    const { database } = this.options;
    const present = await this.generation();
    if (present && present !== (await readKept(database, 'generation'))) {
      await keep(database, 'generation', present);
    }
  }

  /** @param refused the hub refused the credentials, and nobody is rating */
  watch(refused: boolean): void {
    if (refused === this.watching) return;
    this.watching = refused;
    this.cancelLook();
    if (refused) void this.look();
  }

  /** The agent was started again: it may be another installation now. */
  agentBack(): void {
    if (!this.watching) return;
    this.cancelLook();
    void this.look();
  }

  /** A disk that fails is asked until it takes the evidence; the old identity stands so long. */
  async retire(): Promise<void> {
    const { database, clock } = this.options;
    try {
      await (await wire()).retireIdentity(database, this.options);
    } catch {
      await new Promise<void>((resolve) => clock.after(LOOK_AGAIN_MS, resolve));
      return this.retire();
    }
    await this.handEvidence();
  }

  /** Gives the agent a copy of what it lacks. What fails waits for the next start of the page. */
  async handEvidence(): Promise<void> {
    const { database, onEvidence } = this.options;
    try {
      const { countEvidence, giveEvidence, handEvidence } = await wire();
      onEvidence(await countEvidence(database));
      await handEvidence(database, giveEvidence);
    } catch {
      return;
    }
  }

  private async look(): Promise<void> {
    const { database, clock, onGone } = this.options;
    const present = await this.generation();
    const known = await readKept(database, 'generation');
    if (!this.watching || present === null) return;
    if (present === undefined) {
      this.cancelLook = clock.after(LOOK_AGAIN_MS, () => void this.look());
    } else if (present !== known) {
      onGone();
    }
  }

  /** `undefined` when no agent answers, `null` when it names none. */
  private async generation(): Promise<string | null | undefined> {
    const config = await (await wire()).fetchAgentConfig();
    return config && (config.generation ?? null);
  }
}
