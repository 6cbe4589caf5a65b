import { StoreError, type StoreErrorCode } from '../errors.ts';
import type { Fault } from './messages.ts';

/** A failed transaction. After a fatal one this process must not write again. */
export interface Failure {
  code: StoreErrorCode;
  message: string;
  fatal: boolean;
}

/** SQLite result codes: https://sqlite.org/rescode.html, the low byte is the primary one. */
const SQLITE_FULL = 13;
const FATAL = new Set([
  7, // NOMEM
  8, // READONLY
  10, // IOERR: after a failed fsync nobody knows what is on disk
  11, // CORRUPT
  14, // CANTOPEN
  26, // NOTADB
]);

/** Tells what failed: this command, the disk for now, or the database for good. */
export function commitFault(cause: unknown): Failure {
  const message = cause instanceof Error ? cause.message : String(cause);
  const primary = primaryCode(cause);
  if (primary === SQLITE_FULL) return { code: 'diskFull', message, fatal: false };
  if (primary !== null && FATAL.has(primary)) return { code: 'commitFailed', message, fatal: true };
  return { code: 'commandFailed', message, fatal: false };
}

export function faultOf(cause: unknown, code: StoreErrorCode): Fault {
  if (cause instanceof StoreError) return { code: cause.code, message: cause.message };
  return { code, message: cause instanceof Error ? cause.message : String(cause) };
}

function primaryCode(cause: unknown): number | null {
  if (typeof cause !== 'object' || cause === null || !('errcode' in cause)) return null;
  return typeof cause.errcode === 'number' ? cause.errcode & 0xff : null;
}
