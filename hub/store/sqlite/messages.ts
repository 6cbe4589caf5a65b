import type { ReceiptEntry } from '../../../protocol/index.ts';
import type { RuleSource } from '../../rules/rule-book.ts';
import type { StoreErrorCode } from '../errors.ts';
import type { Answer, CommandKind, LiveRating, Outcome, Query, QueryKind } from '../port.ts';
import type { Batch } from './batch.ts';
import type { QuarantineLimits } from './write/quarantine.ts';

/** A `StoreError` as it crosses between threads. */
export interface Fault {
  code: StoreErrorCode;
  message: string;
}

/** How much of the disk the database may take. */
export interface DatabaseSize {
  /** null for as far as the disk goes. */
  maxBytes: number | null;
  /** Pages of the write-ahead log after which it is written back and begun anew. */
  logPages: number;
}

export interface WriterOptions extends DatabaseSize {
  folder: string;
  rules: RuleSource;
  now: number;
  testMode: boolean;
  quarantine: QuarantineLimits;
}

export interface ReaderOptions {
  folder: string;
  rules: RuleSource;
  /** So many days of figures are held in memory. */
  figureCacheDays: number;
}

export type ToThread = Batch | { type: 'query'; id: number; now: number; query: Query } | Stop;
export type Stop = { type: 'stop' };

export type Settled = { outcome: Outcome<CommandKind> } | { fault: Fault };

/**
 * The outcome of a rating stored for the first time, as it crosses to the main side: values only,
 * each once. Cloning the two objects instead costs the main thread four times as long.
 */
export type StoredRating = [
  position: number,
  eventId: string,
  seq: number | null,
  caseNo: string,
  stage: LiveRating['stage'],
  level: LiveRating['level'],
  channel: LiveRating['channel'],
  standing: Extract<ReceiptEntry, { outcome: 'stored' }>['standing'],
  itemCode: string | null,
  itemName: string | null,
  windowNo: string | null,
  staffNo: string | null,
  tappedAt: number,
  storedAt: number,
  storedAtText: string,
  receiptCode: string,
];

/** How it crosses between the threads. */
export type PackedSettled = Settled | StoredRating;

export type FromThread =
  | { type: 'ready' }
  | { type: 'failed'; fault: Fault }
  | { type: 'committed'; id: number; settled: PackedSettled[] }
  | { type: 'answer'; id: number; answer: Answer<QueryKind> }
  | { type: 'queryFailed'; id: number; fault: Fault };
