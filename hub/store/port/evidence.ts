/** What could not be taken, and how the whole stands. */
export interface EvidenceCommands {
  /** Any other message that could not be taken: kept as evidence. */
  'quarantine.add': {
    command: { entry: Omit<QuarantineEntry, 'position'> };
    outcome: { kept: boolean };
  };
}

export interface EvidenceQueries {
  quarantine: { query: { limit: number; before?: number }; answer: QuarantineEntry[] };
  state: { query: object; answer: StoreState };
}

export interface QuarantineEntry {
  position: number;
  at: number;
  terminalId: string | null;
  source: string;
  reason: string;
  detail: string;
  digest: string;
  /** At most `LIMITS.payloadBytes`, base64. */
  payload: string;
}

export interface StoreState {
  epoch: string;
  schemaVersion: number;
  ledger: { position: number; hash: string };
  counts: {
    counted: number;
    unmatched: number;
    refused: number;
    forged: number;
    notAdopted: number;
    /** Made by rule (SZ-17b). */
    defaults: number;
    /** Everything about test cases. */
    test: number;
    quarantined: number;
    /** Unreadable evidence that had to make room, ever. */
    quarantineDropped: number;
  };
  unverified: number;
}
