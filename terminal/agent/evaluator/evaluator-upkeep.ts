import type { Configuration, Instruction, Runs } from '../../../protocol/index.ts';
import type { State } from '../../app/screen/state.ts';
import { Instructions } from '../../link/index.ts';
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
  private readonly instructions: Instructions;
  /** Said in parting: nothing waits here any more. */
  private farewell: string | null = null;
  private told = '';

  constructor(options: EvaluatorUpkeepOptions) {
    const { identity, clock, hubNow } = options;
    this.options = options;
    this.instructions = new Instructions({
      ...{ clock, hubNow },
      isQuiet: (instruction) => this.isQuiet(instruction),
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
    const { identity, agentVersion, shows } = this.options;
    return {
      appVersion: `agent ${agentVersion}`,
      agentVersion,
      configurationRevision: identity.configuration?.revision ?? 0,
      paused: shows() === 'paused',
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

  /** The hub has heard the farewell when it refuses us; before that nothing is forgotten. */
  private async leave(instructionId: string): Promise<void> {
    if (!this.isRefused) {
      this.farewell = instructionId;
      return this.news();
    }
    const { dataFolder, onRestart } = this.options;
    const evidence = await evidenceOf(this.options);
    if (evidence !== null) new EvidenceFolder(dataFolder).add(evidence);
    markForWiping(dataFolder);
    this.stop();
    onRestart(instructionId);
  }
}
