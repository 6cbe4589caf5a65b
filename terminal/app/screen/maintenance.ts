import type { EditionFact, Restarts } from '../../../protocol/index.ts';

/** What a technician sees once the PIN was right. Moments are epoch milliseconds of the device. */
export interface MaintenanceFacts {
  terminalId: string;
  hubIsReached: boolean;
  /** Ratings without a receipt, and when the oldest of them was tapped. */
  pending: number;
  oldestPendingAt: number | null;
  refused: number;
  evidence: number;
  lastReceiptAt: number | null;
  appVersion: string;
  agentVersion: string | null;
  edition: EditionFact | null;
  configurationRevision: number;
  /** How often the kiosk had to open the page again since the agent began. */
  restarts: Restarts;
}

/** Why the corner did not open. */
export type PinTrouble =
  | { kind: 'wrong' }
  | { kind: 'locked'; waitSeconds: number }
  | { kind: 'noAgent' };
