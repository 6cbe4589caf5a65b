export interface RedactionCommands {
  /**
   * Takes out what was written in an appeal and its decisions, or in the steps of a work order: in
   * one of them, by its ledger position, or in all. What was done and decided stays (PIPL 47).
   */
  'words.redact': {
    command: { about: WrittenIn; reason: string; by: string; at: number };
    outcome: { outcome: 'redacted' | 'unknown' | 'nothingWritten' | 'chainTooOld' };
  };
}

/** Where people wrote. */
export type WrittenIn =
  | { orderNo: string /** Ledger position of a step. */; step?: number | undefined }
  | { appealNo: string };
