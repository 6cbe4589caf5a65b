import type { Command } from './commands/command.ts';
import { fleetCommand } from './commands/fleet.ts';
import { keypadCommand } from './commands/keypad.ts';
import { partyCommand } from './commands/party.ts';
import { scenarioCommand } from './commands/scenario.ts';
import { terminalCommand } from './commands/terminal.ts';
import { windowCommand } from './commands/window.ts';

export const COMMANDS = {
  fleet: fleetCommand,
  keypad: keypadCommand,
  party: partyCommand,
  scenario: scenarioCommand,
  terminal: terminalCommand,
  window: windowCommand,
} satisfies Record<string, Command>;
