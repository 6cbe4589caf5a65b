import type { EnrolmentApproval, EnrolmentRequest, TerminalKind } from '../../../protocol/index.ts';

/** How a terminal comes to be known. */
export interface EnrolmentCommands {
  'enrolment.request': {
    command: {
      request: EnrolmentRequest;
      enrolmentId: string;
      userCode: string;
      collectTokenHash: string;
      expiresAt: number;
      at: number;
    };
    outcome: { accepted: true } | { accepted: false; reason: 'codeInUse' | 'tooManyPending' };
  };
  'enrolment.approve': {
    command: { userCode: string; approval: EnrolmentApproval; by: string; at: number };
    outcome:
      | { approved: true; terminalId: string }
      | {
          approved: false;
          reason:
            | 'unknownCode'
            | 'expired'
            | 'alreadyDecided'
            | 'terminalExists'
            | 'unknownHall'
            | 'unknownWindow'
            | 'kindMismatch';
        };
  };
  'enrolment.reject': {
    command: { userCode: string; by: string; at: number };
    outcome: { rejected: boolean };
  };
  /** Sets a new secret, as long as the terminal has not connected yet. */
  'enrolment.collect': {
    command: { enrolmentId: string; collectTokenHash: string; newSecretHash: string; at: number };
    outcome:
      | { state: 'pending'; expiresAt: number }
      | { state: 'approved'; terminalId: string }
      | { state: 'rejected' | 'expired' | 'unknown' | 'alreadyCollected' };
  };
}

export interface EnrolmentQueries {
  enrolments: { query: { at: number }; answer: EnrolmentRow[] };
}

export interface EnrolmentRow {
  enrolmentId: string;
  userCode: string;
  kind: TerminalKind;
  hint: string | null;
  appVersion: string;
  /** First 16 hex digits of SHA-256 over the public key's x and y, for comparing by eye. */
  keyFingerprint: string;
  requestedAt: number;
  expiresAt: number;
}
