import { randomUUID } from 'node:crypto';
import type { Clock, InstructionAction } from '../../protocol/index.ts';
import type { Log } from '../log.ts';
import { hashPassword } from '../people/passwords.ts';
import type { Outcome, Store } from '../store/port.ts';
import type { DesiredState } from './desired-state.ts';
import type { GivenInstruction, Scope, SettingsChange } from './terminal-settings.ts';

type Decided = Outcome<'terminalSettings.change'>;
/** A change as an administrator asks for it. */
export type AskedChange = Omit<SettingsChange, 'pinHash'> & { pin?: string | null };
type Instructed = { instructionId: string; decided: Decided };

/** A restart that nobody could take for so long is not wanted any more. */
const GOOD_FOR_MS = 86_400_000;

/** What administrators decide for terminals from afar: kept, and told at once to who is there. */
export class Upkeep {
  private readonly parts: {
    store: Store;
    clock: Clock;
    log: Log;
    desiredState: Pick<DesiredState, 'sendConfigurations'>;
  };

  constructor(parts: Upkeep['parts']) {
    this.parts = parts;
  }

  /** A PIN is kept as a hash only. */
  async decide(scope: Scope, { pin, ...rest }: AskedChange, by: string): Promise<Decided> {
    const { store, clock, log, desiredState } = this.parts;
    const pinHash = pin && (await hashPassword(pin));
    const change = { ...rest, ...(pinHash !== undefined && { pinHash }) };
    const at = clock.now();
    const command = { kind: 'terminalSettings.change', scope, change, by, at } as const;
    const decided = await store.submit(command);
    if (!decided.changed) return decided;
    const { terminalIds } = decided;
    log.info({ scope, by, terminals: terminalIds.length }, 'terminal settings changed');
    await desiredState.sendConfigurations(terminalIds);
    return decided;
  }

  /** A restart of page or agent: once for each terminal, when nobody is at it. */
  instruct(
    scope: Scope,
    action: Exclude<InstructionAction, 'decommission'>,
    by: string,
  ): Promise<Instructed> {
    return this.tell(scope, { action, force: false, goodForMs: GOOD_FOR_MS }, by);
  }

  /**
   * The terminal sends what waits, forgets everything it was given, and says so; from then on it is
   * revoked. Forced, it does not wait for receipts: what is unsent becomes evidence on the device.
   */
  decommission(terminalId: string, force: boolean, by: string): Promise<Instructed> {
    const what = { action: 'decommission', force, goodForMs: null } as const;
    return this.tell({ kind: 'terminal', terminalId }, what, by);
  }

  private async tell(
    scope: Scope,
    told: Pick<GivenInstruction, 'action' | 'force'> & { goodForMs: number | null },
    by: string,
  ): Promise<Instructed> {
    const { action, force, goodForMs } = told;
    const instructionId = randomUUID();
    const givenAt = this.parts.clock.now();
    const until = goodForMs === null ? null : givenAt + goodForMs;
    const instruction = { instructionId, action, force, givenAt, until };
    return { instructionId, decided: await this.decide(scope, { instruction }, by) };
  }
}
