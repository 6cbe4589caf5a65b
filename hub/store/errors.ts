/** What can go wrong with the store itself; never an outcome of a rule. */
export type StoreErrorCode =
  | 'notRunning'
  | 'folderUnusable'
  | 'folderInUse'
  | 'notDurable'
  | 'schemaNewer'
  /** Made in test mode, opened without it. */
  | 'testData'
  /** Made without test mode, opened with it. */
  | 'productionData'
  | 'noRulePack'
  | 'migrationFailed'
  | 'diskFull'
  | 'commitFailed'
  | 'commandFailed'
  | 'queryFailed'
  | 'threadDied';

/** A fault of the store. Nothing of the command it rejects was kept; the sender must try again. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StoreError';
    this.code = code;
  }
}
