import type { Prompt, ReceiptEntry } from '../../protocol/index.ts';

/** What the process of the terminals is told at its start. */
export interface TerminalOrder {
  folder: string;
  terminals: number;
  hubUrl: string;
  /** The line in front of the hub. */
  mqttUrl: string;
  seed: number;
}

/** What it is told later. */
export type Told =
  | { kind: 'ask'; terminal: number; prompt: Prompt }
  | { kind: 'clock'; aheadMs: number }
  | { kind: 'pending' };

/** What it says. */
export type Said =
  | { kind: 'ready' }
  | { kind: 'code'; terminal: number; userCode: string }
  /** On the terminal's disk: a real screen says thanks now. */
  | { kind: 'given'; terminal: number; eventId: string; caseNo: string; level: number | null }
  /** The terminal believes that the hub has it. */
  | { kind: 'receipt'; terminal: number; entry: ReceiptEntry }
  | {
      kind: 'asked';
      terminal: number;
      windowNo: string | undefined;
      terminalId: string | undefined;
    }
  | { kind: 'pending'; rows: number };
