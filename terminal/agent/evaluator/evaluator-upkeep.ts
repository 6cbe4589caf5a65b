import type { Configuration, Instruction, Runs } from '../../../protocol/index.ts';
import type { State } from '../../app/screen/state.ts';
import { Upkeep } from '../../link/index.ts';
import { EvidenceFolder } from '../evidence.ts';
import { markForWiping } from '../upkeep/wipe.ts';
import { type EvidenceParts, evidenceOf } from './evaluator-evidence.ts';
import type { Membership } from './membership.ts';

export interface EvaluatorUpkeepOptions extends EvidenceParts {
  dataFolder: string;
  agentVersion: string;
  hubNow: () => number;
  /** What it asks; undefined when it has stopped. */
  shows: () => State['screen']['kind'] | undefined;
  link: () => Membership['state'] | undefined;
  onRestart: (instructionId: string) => void;
  /** What this terminal runs has changed. */
  onRuns: () => void;
}

/** What an evaluator without a screen does when the hub says so, and what it says of itself. */
export class EvaluatorUpkeep {
  private readonly options: EvaluatorUpkeepOptions;
  private readonly upkeep: Upkeep;

  constructor(options: EvaluatorUpkeepOptions) {
    const { identity } = options;
    this.options = options;
    this.upkeep = new Upkeep({
      ...options,
      isQuiet: (instruction) => this.isQuiet(instruction),
      isRefused: () => this.isRefused,
      carryOut: (instruction, markDone) => this.carryOut(instruction, markDone),
      keep: async (instructionId) => identity.keep({ instructionDone: instructionId }),
      onLeave: (instructionId) => this.leave(instructionId),
      runs: () => this.own,
    });
  }

  start(): void {
    const { identity } = this.options;
    this.upkeep.take(identity.configuration?.instruction);
    this.upkeep.start(identity.instructionDone);
  }

  stop(): void {
    this.upkeep.stop();
  }

  configure(configuration: Configuration): void {
    this.options.identity.keep({ configuration });
    this.upkeep.take(configuration.instruction);
  }

  get runs(): Runs {
    return this.upkeep.runs;
  }

  /** Something may have changed: the hub hears it at once, and only then. */
  news(): void {
    this.upkeep.news();
  }

  private get own(): Omit<Runs, 'instructionDone'> {
    const { identity, agentVersion, shows } = this.options;
    return {
      appVersion: `agent ${agentVersion}`,
      agentVersion,
      configurationRevision: identity.configuration?.revision ?? 0,
      paused: shows() === 'paused',
    };
  }

  private async carryOut({ instructionId, action }: Instruction, markDone: () => Promise<void>) {
    // There is no page to load anew: such an instruction is done by being read.
    await markDone();
    if (action === 'restartAgent') this.options.onRestart(instructionId);
    else this.news();
  }

  /** Nobody is rating, and nothing waits for a hub that is there. */
  private async isQuiet({ action, force }: Instruction): Promise<boolean> {
    const { shows, link, outbox } = this.options;
    if (!['idle', 'paused', 'needsService'].includes(shows() ?? '')) return false;
    if ((await outbox.held()).length > 0) return false;
    const hasAll = (await outbox.counts()).pending === 0;
    if (action !== 'decommission') return hasAll || link() !== 'connected';
    // It first has all its receipts, unless that is forced or can no more be.
    return force === true || this.isRefused || (hasAll && link() === 'connected');
  }

  /** The hub takes these credentials no more. */
  private get isRefused(): boolean {
    return this.options.link() === 'refused';
  }

  private async leave(instructionId: string): Promise<void> {
    const { dataFolder, onRestart } = this.options;
    const evidence = await evidenceOf(this.options);
    if (evidence !== null) new EvidenceFolder(dataFolder).add(evidence);
    markForWiping(dataFolder);
    this.stop();
    onRestart(instructionId);
  }
}
