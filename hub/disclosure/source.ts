import type { FigureAnswer } from '../statistics/dimension.ts';

/** What the store knows of a month, all of one moment. */
export interface BulletinSource {
  /** By hall, department and item. */
  figures: FigureAnswer;
  missing: HallCount[];
  quarantined: HallCount[];
  quarantineDropped: number;
  ledger: { position: number; hash: string };
}

export interface HallCount {
  /** Empty for a terminal that nobody knows. */
  hallId: string;
  count: number;
}

/** One edition as it was published. */
export interface PublishedBulletin {
  month: string;
  edition: number;
  /** SHA-256 of the text, hex; the ledger has it too. */
  digest: string;
  publishedAt: number;
  /** A `Bulletin` as JSON, byte for byte. */
  text: string;
}
