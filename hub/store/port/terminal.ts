import type {
  Configuration,
  Prompt,
  PromptReport,
  PublicKey,
  Restarts,
  Runs,
  TerminalKind,
  UnknownKeys,
} from '../../../protocol/index.ts';
import type { Scope, SettingsChange, TerminalSettings } from '../../devices/terminal-settings.ts';

/** Terminals that are enrolled: what they say of themselves and should know. */
export interface TerminalCommands {
  /** How a prompt ended at its terminal; the invitation stays open. */
  'prompt.report': {
    command: { report: PromptReport; receivedAt: number };
    outcome: { known: boolean };
  };
  'terminal.presence': {
    command: { terminalId: string; presence: PresenceChange; at: number };
    /** It has said that nothing waits there any more, and is revoked from now on. */
    outcome: { decommissioned: boolean };
  };
  /** Revoking is for good; suspending can be undone. */
  'terminal.status': {
    command: { terminalId: string; status: TerminalStatus; by: string; at: number };
    outcome: { known: boolean };
  };
  /** What an administrator decides for one terminal, those of a hall, or all. */
  'terminalSettings.change': {
    command: { scope: Scope; change: SettingsChange; by: string; at: number };
    outcome:
      | { changed: true; terminalIds: string[] }
      | {
          changed: false;
          reason: 'unknownTerminal' | 'unknownHall' | 'unknownEdition' | 'revoked' | 'isLeaving';
        };
  };
}

export interface TerminalQueries {
  terminal: { query: { terminalId: string }; answer: TerminalRow | null };
  terminals: { query: object; answer: TerminalRow[] };
  /** Every scope for which something is decided. */
  terminalSettings: { query: object; answer: (TerminalSettings & { scope: Scope })[] };
  /** What a terminal should know now, pulled by its hello. */
  desiredState: {
    query: { terminalId: string; at: number };
    answer: { prompt: Prompt | null; configuration: Configuration; contiguousSeq: number } | null;
  };
}

export type TerminalStatus = 'enrolled' | 'suspended' | 'revoked';

export type PresenceChange =
  | { event: 'connected' | 'disconnected'; bootId?: string }
  | ({ event: 'birth' } & DeviceFacts & SaidFacts)
  | ({ event: 'will' } & DeviceFacts)
  | {
      event: 'hello';
      bootId: string;
      appVersion: string;
      pending: number;
      clockOffsetMs: number | null;
    };

interface DeviceFacts {
  bootId: string;
  screen: string;
  keypad: string;
}

/** What a terminal says of itself beside them; null where it says nothing of it now. */
interface SaidFacts {
  unknownKeys: UnknownKeys | null;
  restarts: Restarts | null;
  runs: Runs | null;
}

export interface TerminalRow {
  terminalId: string;
  terminalNo: string;
  kind: TerminalKind;
  hallId: string;
  windowNo: string | null;
  status: TerminalStatus;
  secretHash: string;
  publicKey: PublicKey;
  enrolledAt: number;
  connected: boolean;
  screen: string | null;
  keypad: string | null;
  /** Since its start; null where no keypad ever said. */
  unknownKeys: UnknownKeys | null;
  /** Of the screen, since its agent began; null where none ever said. */
  restarts: Restarts | null;
  bootId: string | null;
  appVersion: string | null;
  pending: number | null;
  lastSeenAt: number | null;
  lastRatingAt: number | null;
  contiguousSeq: number;
  /** What it should know. */
  configuration: Configuration;
  /** What it says that it runs; null while it never did. */
  runs: Runs | null;
}
