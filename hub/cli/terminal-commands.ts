import type { Instruction } from '../../protocol/index.ts';
import type { TerminalRow } from '../store/port.ts';
import type { CliCommand } from './call.ts';
import { EXIT, table } from './io.ts';
import { TERMINAL_COMMAND } from './terminal-command.ts';

type ListedTerminal = TerminalRow & {
  desired: {
    configurationRevision: number;
    paused: boolean;
    edition: string | null;
    instruction: Instruction | null;
  };
};

const LISTED_OF_TERMINALS = [
  'terminalId',
  'kind',
  'hallId',
  'windowNo',
  'status',
  'connected',
  'pending',
  'screen',
  'keypad',
  'app',
  'edition',
  'configuration',
  'paused',
  'instruction',
];

/** Enrolled terminals: how they are, and what can be done from afar. */
export const TERMINAL_COMMANDS: Record<string, CliCommand> = {
  terminals: {
    usage: 'terminals',
    meaning: 'Terminals, where they stand and how they are',
    words: 0,
    async run({ hub, show }) {
      const rows = await hub.call<ListedTerminal[]>('GET', '/api/terminals');
      show(rows, table(rows.map(inOneLine), LISTED_OF_TERMINALS));
      return EXIT.ok;
    },
  },
  terminal: TERMINAL_COMMAND,
  revoke: {
    usage: 'revoke TERMINAL',
    meaning: 'Shuts a terminal out for good; its connection ends at once',
    words: 1,
    async run({ words: [terminalId = ''], hub, show }) {
      const path = `/api/terminals/${encodeURIComponent(terminalId)}/status`;
      await hub.call('POST', path, { status: 'revoked' });
      show({ revoked: terminalId }, `${terminalId} is revoked.\n`);
      return EXIT.ok;
    },
  },
};

/** What it runs; where that is not what it should run, both. */
function inOneLine({
  desired,
  runs,
  unknownKeys,
  restarts,
  ...terminal
}: ListedTerminal): Record<string, unknown> {
  const beside = (is: unknown, should: unknown) =>
    (is ?? null) === should ? is : `${is ?? '-'} -> ${should ?? '-'}`;
  const { instruction } = desired;
  const isDone = instruction !== null && runs?.instructionDone === instruction.instructionId;
  return {
    ...terminal,
    screen: screenOf(terminal.screen, restarts),
    keypad: keypadOf(terminal.keypad, unknownKeys),
    app: runs?.appVersion ?? terminal.appVersion,
    edition: beside(runs?.edition?.runs, desired.edition) ?? null,
    configuration: beside(runs?.configurationRevision, desired.configurationRevision),
    paused: beside(yesOrNo(runs?.paused), yesOrNo(desired.paused)),
    instruction: instruction && `${instruction.action}${isDone ? ' (done)' : ''}`,
  };
}

/** Keys that its driver does not know are a wrong profile, or a wrong device. */
function keypadOf(keypad: string | null, unknown: TerminalRow['unknownKeys']): string | null {
  if (keypad === null || unknown === null || unknown.count === 0) return keypad;
  return `${keypad}, ${unknown.count} unknown keys (last ${unknown.lastCode ?? '-'})`;
}

/** A screen that is started again and again is a device to look at. */
function screenOf(screen: string | null, restarts: TerminalRow['restarts']): string | null {
  if (screen === null || restarts === null || restarts.count === 0) return screen;
  return `${screen}, ${restarts.count} restarts (last: ${restarts.lastWhy ?? '-'})`;
}

function yesOrNo(is = false): string {
  return is ? 'yes' : 'no';
}
