import type {
  Configuration,
  Prompt,
  PromptReport,
  PublicKey,
  TerminalKind,
} from '../../../protocol/index.ts';

/** Terminals that are enrolled: what they say of themselves and should know. */
export interface TerminalCommands {
  /** How a prompt ended at its terminal; the invitation stays open. */
  'prompt.report': {
    command: { report: PromptReport; receivedAt: number };
    outcome: { known: boolean };
  };
  'terminal.presence': {
    command: { terminalId: string; presence: PresenceChange; at: number };
    outcome: null;
  };
  /** Revoking is for good; suspending can be undone. */
  'terminal.status': {
    command: { terminalId: string; status: TerminalStatus; by: string; at: number };
    outcome: { known: boolean };
  };
}

export interface TerminalQueries {
  terminal: { query: { terminalId: string }; answer: TerminalRow | null };
  terminals: { query: object; answer: TerminalRow[] };
  /** What a terminal should know now, pulled by its hello. */
  desiredState: {
    query: { terminalId: string; at: number };
    answer: { prompt: Prompt | null; configuration: Configuration; contiguousSeq: number } | null;
  };
}

export type TerminalStatus = 'enrolled' | 'suspended' | 'revoked';

export type PresenceChange =
  | { event: 'connected' | 'disconnected'; bootId?: string }
  | { event: 'birth' | 'will'; bootId: string; screen: string; keypad: string }
  | {
      event: 'hello';
      bootId: string;
      appVersion: string;
      pending: number;
      clockOffsetMs: number | null;
    };

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
  bootId: string | null;
  appVersion: string | null;
  pending: number | null;
  lastSeenAt: number | null;
  lastRatingAt: number | null;
  contiguousSeq: number;
}
