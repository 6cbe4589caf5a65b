import type { Command } from './commands/command.ts';
import { fleetCommand } from './commands/fleet.ts';
import { keypadCommand } from './commands/keypad.ts';
import { kioskCommand } from './commands/kiosk.ts';
import { partyCommand } from './commands/party.ts';
import { recordCommand } from './commands/record.ts';
import { replayCommand } from './commands/replay.ts';
import { scenarioCommand } from './commands/scenario.ts';
import { terminalCommand } from './commands/terminal.ts';
import { windowCommand } from './commands/window.ts';

export const COMMANDS = {
  fleet: fleetCommand,
  keypad: keypadCommand,
  kiosk: kioskCommand,
  party: partyCommand,
  record: recordCommand,
  replay: replayCommand,
  scenario: scenarioCommand,
  terminal: terminalCommand,
  window: windowCommand,
} satisfies Record<string, Command>;
