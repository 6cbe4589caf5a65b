import type {
  Channel,
  EnteredRating,
  Level,
  PublicKey,
  ReceiptEntry,
  Stage,
} from '../../../protocol/index.ts';

/** Ratings: in, judged, shown and taken apart again. */
export interface RatingCommands {
  /** A payload on a terminal's rating topic: decoded, judged and kept inside the transaction. */
  'rating.receive': {
    command: { terminalId: string; payload: Uint8Array; receivedAt: number };
    outcome: { receipt: ReceiptEntry; live: LiveRating | null };
  };
  /** Takes out what a citizen wrote in a rating; its level and its event id stay. */
  'rating.redact': {
    command: { eventId: string; reason: string; by: string; at: number };
    outcome: {
      outcome: 'redacted' | 'unknown' | 'nothingWritten' | 'signaturePending' | 'chainTooOld';
    };
  };
  /**
   * A rating that came by no terminal: from a phone with a link, or handed over by a business
   * system (SZ-12). Judged and kept like any other; known by (entrance, eventId).
   */
  'rating.enter': {
    command: { source: RatingSource; eventId: string; said: SaidRating; receivedAt: number };
    outcome: { receipt: ReceiptEntry; live: LiveRating | null };
  };
  'signature.judged': {
    command: { judgements: { position: number; valid: boolean }[]; at: number };
    outcome: { forged: number };
  };
}

export interface RatingQueries {
  /** Newest first. `before` is a ledger position. */
  ratings: { query: { limit: number; before?: number }; answer: LiveRating[] };
  unmatched: { query: { limit: number; before?: number }; answer: LiveRating[] };
  unverified: { query: { limit: number }; answer: UnverifiedRating[] };
}

/** A rating as lists show it: no free text, no personal data of the rater. */
export interface LiveRating {
  position: number;
  terminalId: string;
  eventId: string;
  /** null where no terminal counts its events. */
  seq: number | null;
  caseNo: string;
  stage: Stage;
  /** null for a theme rated by its linked cases alone (SZ-20b). */
  level: Level | null;
  channel: Channel;
  standing: RatingStanding;
  itemCode: string | null;
  itemName: string | null;
  windowNo: string | null;
  staffNo: string | null;
  /** Corrected for the device's clock. */
  tappedAt: number;
  receivedAt: number;
  storedAt: number;
  receiptCode: string;
  /** none: it came by no terminal, so there is no key that could have signed it. */
  signature: 'unverified' | 'valid' | 'bad' | 'none';
}

/**
 * By whom a rating is handed over that came by no terminal. On a phone, its case and stage are those
 * of the invitation, and it was given when it arrives: nobody's clock is to be trusted.
 */
export type RatingSource =
  | { kind: 'phone'; invitationId: string }
  | {
      kind: 'system';
      systemId: string;
      caseNo: string;
      stage: Stage;
      invitationId: string | null;
      /** Epoch milliseconds. */
      ratedAt: number;
    };

/** What the citizen said. */
export type SaidRating = Omit<EnteredRating['body'], 'caseNo' | 'stage' | 'invitationId'>;

/**
 * counted: in the figures. unmatched: waits for its service record. refused: kept in the ledger
 * with the reason, in no figure. forged: its signature turned out bad. notAdopted: set aside on
 * appeal, left out of the person's figures alone (SZ-22a).
 */
export type RatingStanding = 'counted' | 'unmatched' | 'refused' | 'forged' | 'notAdopted';

export interface UnverifiedRating {
  position: number;
  terminalId: string;
  publicKey: PublicKey;
  /** The payload as received. */
  payload: string;
}
