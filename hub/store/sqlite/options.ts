import type { Clock } from '../../../protocol/index.ts';
import type { RuleSource } from '../../rules/rule-book.ts';
import type { StoreError } from '../errors.ts';
import type { QuarantineLimits } from './write/quarantine.ts';

export interface SqliteStoreOptions {
  /** The data folder; made when it is not there. One hub at a time. */
  folder: string;
  clock: Clock;
  /** The rules that this release brings, and the place whose rules the hub goes by. */
  rules: RuleSource;
  /** Of test data alone, which no other hub opens; false when left out. */
  testMode?: boolean;
  log?: StoreLog;
  /** Called once when the store cannot go on; every later command is rejected. */
  onFault?: (fault: StoreError) => void;
  /** So many days of figures are held in memory. */
  figureCacheDays?: number;
  quarantine?: Partial<QuarantineLimits>;
  /** The database grows no further than this; null for as far as the disk goes. */
  maxBytes?: number | null;
  /**
   * Pages (4 KB) of the write-ahead log, reserved at every start; the database is written back
   * each time it is full. A long one saves writing, a short one is quickly made.
   */
  logPages?: number;
}

/** The part of the hub's logger that the store uses. */
export interface StoreLog {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
