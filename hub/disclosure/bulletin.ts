import type { Summary } from '../statistics/summary.ts';

/** What is published of a month (SZ-23b): no personal data, no staff, no window. */
export interface Bulletin {
  month: string;
  /** 1 for the first; each later one corrects the one before and says so. */
  edition: number;
  corrects: { edition: number; digest: string; publishedAt: string } | null;
  publishedAt: string;
  /** The ledger as it was counted: whoever has it can recount up to this entry. */
  ledger: { position: number; hash: string };
  content: BulletinContent;
}

/** The part that a correction changes. */
export interface BulletinContent {
  /** First and last day, in `timeZone`. */
  from: string;
  to: string;
  timeZone: string;
  pack: string;
  /** Groups of fewer people are not published, and others that would give them away. */
  smallestGroup: number;
  total: BulletinTotal;
  halls: HallEntry[];
  departments: BulletinEntry[];
  items: BulletinEntry[];
  /** Unreadable messages that had to make room, since the hub began. */
  quarantineDropped: number;
}

/** null where it is not published. */
export type Published = (Summary & { received: number }) | null;

export interface BulletinEntry {
  /** Empty for "not known". */
  code: string;
  name: string;
  figures: Published;
}

/**
 * Where messages failed to arrive or could not be read. Nobody can tell a department or an item of
 * them, because they cannot be read.
 */
export interface Failures {
  /** Numbers that terminals left out before a rating of this month, and that never came. */
  missing: number;
  /** Messages kept as evidence instead of being taken. */
  quarantined: number;
}

export type HallEntry = BulletinEntry & Failures;
export type BulletinTotal = { figures: Published } & Failures;
