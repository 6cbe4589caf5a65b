import type { Clock } from '../../protocol/index.ts';
import { fetchAgentConfig, giveEvidence, wipeAgent } from './link/agent.ts';
import { keep, readKept, type TerminalDatabase } from './outbox/database.ts';
import { handEvidence, retireIdentity } from './outbox/retire.ts';

const LOOK_AGAIN_MS = 1_000;

export interface LeavingOptions {
  database: TerminalDatabase;
  clock: Clock;
  bootId: string;
}

/**
 * A decommissioned terminal forgets everything it was given: key, secret, outbox, caches, worker,
 * and the agent's folder. What has no receipt is signed first and goes to the agent as evidence.
 * Each step can be done again: a power cut in between is made good by the next start.
 */
export class Leaving {
  private readonly options: LeavingOptions;

  constructor(options: LeavingOptions) {
    this.options = options;
  }

  /** Was it under way when this page was last here? */
  async isBegun(): Promise<boolean> {
    return (await readKept(this.options.database, 'leaving')) !== undefined;
  }

  /** Resolves when nothing is left but evidence that the agent does not have; then start anew. */
  async leave(instructionId?: string): Promise<void> {
    const { database, clock } = this.options;
    if (instructionId !== undefined) await keep(database, 'leaving', instructionId);
    for (;;) {
      try {
        return await this.forget();
      } catch {
        await new Promise<void>((resolve) => clock.after(LOOK_AGAIN_MS, resolve));
      }
    }
  }

  private async forget(): Promise<void> {
    const { database } = this.options;
    await retireIdentity(database, { ...this.options, onlyUnreceipted: true });
    await handEvidence(database, giveEvidence);
    const evidence = await database.getAll('evidence');
    if (evidence.some(({ handed }) => !handed)) throw new Error('the agent has not all of it yet');
    await this.wipeAgent();
    await forgetCaches();
    await database.clear('evidence');
    await database.clear('kept');
  }

  /** A new installation is known by another name. */
  private async wipeAgent(): Promise<void> {
    const { database, clock } = this.options;
    const instructionId = await readKept(database, 'leaving');
    const before = (await fetchAgentConfig())?.generation;
    if (instructionId === undefined || before === undefined) throw new Error('no agent answers');
    await wipeAgent(instructionId);
    for (;;) {
      await new Promise<void>((resolve) => clock.after(LOOK_AGAIN_MS, resolve));
      const now = (await fetchAgentConfig())?.generation;
      if (now !== undefined && now !== before) return;
    }
  }
}

/** Copies of the app, and the worker that serves them. */
async function forgetCaches(): Promise<void> {
  for (const name of await caches.keys()) await caches.delete(name);
  for (const worker of (await navigator.serviceWorker?.getRegistrations()) ?? []) {
    await worker.unregister();
  }
}
