import type { LedgerEntry } from '../ledger/chain.ts';
import type { Words } from './words.ts';

/** One step of the story of a case. */
export interface StoryStep extends Told {
  /** Epoch milliseconds of the hub's clock. */
  at: number;
  /** Place in the ledger; null for what only a projection keeps. */
  position: number | null;
  /** Kind of ledger entry, or `prompt.issued`, `prompt.ended`, `contradiction`. */
  kind: string;
}

/** What one entry means for the case, by which rule, in a plain sentence of each language. */
export interface Told extends Words {
  rule: string;
  /** Rule pack and version; null where no pack had a say. */
  pack: string | null;
  facts: Record<string, unknown>;
}

/** What a teller knows besides the entry: the case so far. */
export interface Telling {
  readonly caseNo: string;
  /** Invitations that the case belongs to just now, by ledger position. */
  readonly invitations: Map<number, HeldInvitation>;
  /** Ratings told of so far, by ledger position. */
  readonly ratings: Map<number, { eventId: string; caseNo: string; level: number | null }>;
}

export interface HeldInvitation {
  kind: 'plain' | 'batch' | 'theme';
  pack: string;
  closesAt: number;
  defaultLevel: number;
}

/** Tells one kind of ledger entry; null when it says nothing of this case. */
export type Teller = (body: never, telling: Telling, entry: LedgerEntry) => Told | null;
