import {
  type Configuration,
  type Staff,
  type TerminalKind,
  TimingsSchema,
} from '../../protocol/index.ts';
import type { Directory } from './port.ts';

/** Where a terminal stands and what it is. */
export interface StandingTerminal {
  terminalNo: string;
  kind: TerminalKind;
  hallId: string;
  windowNo: string | null;
}

/** A terminal's configuration but for its revision: all that follows from directory and pack. */
export function configurationOf(
  terminal: StandingTerminal,
  directory: Directory,
  timeZone: string,
): Omit<Configuration, 'revision'> {
  const { hallId, windowNo } = terminal;
  const hall = directory.halls.find((candidate) => candidate.hallId === hallId);
  const window = hall?.windows.find((candidate) => candidate.windowNo === windowNo);
  return {
    kind: terminal.kind,
    hall: { hallId, name: hall?.name ?? hallId },
    serviceWindow: windowNo === null ? null : { windowNo, name: window?.name ?? windowNo },
    staff: staffOf(window?.staffNo ?? null, directory),
    terminalNo: terminal.terminalNo,
    timings: TimingsSchema.parse({}),
    notices: hall?.notices ?? [],
    ...(hall?.openingHours === undefined ? {} : { openingHours: hall.openingHours }),
    timeZone,
  };
}

function staffOf(staffNo: string | null, { staff }: Directory): Staff | null {
  return staff.find((candidate) => candidate.staffNo === staffNo) ?? null;
}
