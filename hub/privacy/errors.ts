/** What can go wrong with keys and sealed identities; never an outcome of a rule. */
export type PrivacyErrorCode =
  | 'keyFileMissing'
  | 'keyFileUnusable'
  | 'keyFileExposed'
  | 'keyMissing'
  | 'keysClosed'
  | 'sealBroken';

/** A fault of the keys. Its words name files and key ids, never what was sealed. */
export class PrivacyError extends Error {
  readonly code: PrivacyErrorCode;

  constructor(code: PrivacyErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'PrivacyError';
    this.code = code;
  }
}
