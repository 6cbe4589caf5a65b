import {
  type Configuration,
  type Staff,
  type TerminalKind,
  TimingsSchema,
} from '../../protocol/index.ts';
import { type SettingsChain, settingsInForce } from '../devices/terminal-settings.ts';
import type { Directory } from './port.ts';

/** Where a terminal stands and what it is. */
export interface StandingTerminal {
  terminalId: string;
  enrolledAt: number;
  terminalNo: string;
  kind: TerminalKind;
  hallId: string;
  windowNo: string | null;
}

/** What a configuration follows from, besides the terminal itself. */
export interface Deciding {
  directory: Directory;
  timeZone: string;
  settings: SettingsChain;
  /** Of the published editions, by name. */
  digests: ReadonlyMap<string, string>;
}

/** A terminal's configuration but for its revision. Pure. */
export function configurationOf(
  terminal: StandingTerminal,
  { directory, timeZone, settings, digests }: Deciding,
): Omit<Configuration, 'revision'> {
  const { hallId, windowNo } = terminal;
  const { timings, edition, ...decided } = settingsInForce(settings, terminal);
  const digest = edition === null ? undefined : digests.get(edition);
  const hall = directory.halls.find((candidate) => candidate.hallId === hallId);
  const window = hall?.windows.find((candidate) => candidate.windowNo === windowNo);
  return {
    kind: terminal.kind,
    hall: { hallId, name: hall?.name ?? hallId },
    serviceWindow: windowNo === null ? null : { windowNo, name: window?.name ?? windowNo },
    staff: staffOf(window?.staffNo ?? null, directory),
    terminalNo: terminal.terminalNo,
    timings: TimingsSchema.parse(timings),
    notices: hall?.notices ?? [],
    ...(hall?.openingHours === undefined ? {} : { openingHours: hall.openingHours }),
    timeZone,
    ...(edition !== null && digest !== undefined && { edition: { edition, digest } }),
    ...decided,
  };
}

function staffOf(staffNo: string | null, { staff }: Directory): Staff | null {
  return staff.find((candidate) => candidate.staffNo === staffNo) ?? null;
}
