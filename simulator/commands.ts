import { fleetCommand } from './commands/fleet.ts';
import { terminalCommand } from './commands/terminal.ts';
import { windowCommand } from './commands/window.ts';

export interface Command {
  summary: string;
  /** Resolves with the exit code. */
  run(argv: readonly string[]): Promise<number>;
}

export const COMMANDS = {
  fleet: fleetCommand,
  terminal: terminalCommand,
  window: windowCommand,
} satisfies Record<string, Command>;
