import type {
  Configuration,
  Instruction,
  InstructionAction,
  Timings,
} from '../../protocol/index.ts';
import { instantText } from '../rules/calendar.ts';
import { type StagedEdition, stagedEdition, stageNext } from './stage.ts';

/** Whom a setting is for. */
export type Scope =
  | { kind: 'all' }
  | { kind: 'hall'; hallId: string }
  | { kind: 'terminal'; terminalId: string };

/** An instruction as an administrator gave it; times are epoch milliseconds. */
export interface GivenInstruction {
  instructionId: string;
  action: InstructionAction;
  force: boolean;
  givenAt: number;
  until: number | null;
}

/** What administrators decided for one scope. What is missing is not decided there. */
export interface TerminalSettings {
  paused?: true;
  timings?: Partial<Timings>;
  edition?: StagedEdition;
  /** Of the technicians' corner. */
  pinHash?: string;
  instruction?: GivenInstruction;
}

/** `null` takes a decision back; what is missing stays as it is. */
export interface SettingsChange {
  paused?: boolean;
  timings?: Partial<Timings> | null;
  edition?: { edition: string; percent: number } | null;
  pinHash?: string | null;
  instruction?: GivenInstruction | null;
}

/** The settings that hold for one terminal, from the widest scope to its own. */
export type SettingsChain = readonly TerminalSettings[];

/** What follows from a chain of settings. */
export interface SettingsInForce
  extends Pick<Configuration, 'paused' | 'instruction' | 'maintenance'> {
  timings: Partial<Timings>;
  /** Name of the app to run; null: what came with the agent. */
  edition: string | null;
}

/** What these settings are after a change. Pure. */
export function changedSettings(
  settings: TerminalSettings,
  change: SettingsChange,
): TerminalSettings {
  const { paused = settings.paused } = change;
  const timings = change.timings === null ? {} : { ...settings.timings, ...change.timings };
  const { instruction = settings.instruction, pinHash = settings.pinHash } = change;
  const edition = change.edition
    ? stageNext(settings.edition, change.edition)
    : change.edition === undefined && settings.edition;
  return {
    ...(paused === true && { paused }),
    ...(Object.keys(timings).length > 0 && { timings }),
    ...(edition && { edition }),
    ...(pinHash && { pinHash }),
    ...(instruction && { instruction }),
  };
}

/**
 * What follows from them for a terminal's configuration. Paused anywhere is paused; of other
 * decisions the narrowest scope's holds. Of instructions the newest holds, but nothing displaces a
 * decommissioning, and a terminal hears none that is older than itself.
 */
export function settingsInForce(
  chain: SettingsChain,
  { terminalId, enrolledAt }: { terminalId: string; enrolledAt: number },
): SettingsInForce {
  const instruction = instructionInForce(chain, enrolledAt);
  const isLeaving = instruction?.action === 'decommission';
  const paused = isLeaving || chain.some((settings) => settings.paused === true);
  const editions = chain.map(({ edition }) => edition && stagedEdition(edition, terminalId));
  const pinHash = chain.findLast((settings) => settings.pinHash !== undefined)?.pinHash;
  return {
    timings: Object.assign({}, ...chain.map((settings) => settings.timings)),
    edition: editions.findLast((edition) => edition) ?? null,
    ...(paused && { paused }),
    ...(pinHash !== undefined && { maintenance: { pinHash } }),
    ...(instruction && { instruction: onTheWire(instruction) }),
  };
}

function instructionInForce(chain: SettingsChain, enrolledAt: number): GivenInstruction | null {
  const given = chain
    .flatMap(({ instruction }) => instruction ?? [])
    .filter(({ givenAt }) => givenAt >= enrolledAt)
    .sort((a, b) => b.givenAt - a.givenAt);
  return given.find(({ action }) => action === 'decommission') ?? given[0] ?? null;
}

function onTheWire({ instructionId, action, force, until }: GivenInstruction): Instruction {
  const ends = until === null ? null : instantText(until);
  return { instructionId, action, ...(force && { force }), until: ends };
}
