import type { MonthSpan } from '../../disclosure/month.ts';
import type { BulletinSource, PublishedBulletin } from '../../disclosure/source.ts';
import type { FigureAnswer, FigureQuestion } from '../../statistics/dimension.ts';

/** Figures, and the monthly bulletins made of them. */
export interface DisclosureCommands {
  /** Freezes one edition of a month (SZ-23b); no digest when that edition is out already. */
  'bulletin.publish': {
    command: { month: string; edition: number; text: string; by: string; at: number };
    outcome: { digest: string | null };
  };
}

export interface DisclosureQueries {
  figures: { query: FigureQuestion; answer: FigureAnswer };
  /** What a month's bulletin is made of. */
  bulletinSource: { query: MonthSpan & { limit: number }; answer: BulletinSource };
  /** One edition of a month, or its newest. */
  bulletin: { query: { month: string; edition?: number }; answer: PublishedBulletin | null };
  /** The newest edition of each month, the newest month first. */
  bulletins: { query: object; answer: Omit<PublishedBulletin, 'text'>[] };
}
