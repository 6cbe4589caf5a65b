import type { Level, Rating, RefusalReason, ServiceRecord, Stage } from '../../protocol/index.ts';

/** Everything that is known at one moment, in no order. */
export interface HallFacts {
  records: readonly ServiceRecord[];
  ratings: readonly RatingFact[];
  terminals: readonly { terminalId: string; hallId: string; windowNo: string | null }[];
  /** Which body is responsible for an item. */
  departments: Readonly<Record<string, string>>;
  /** Epoch milliseconds; the defaults due by then have been made. */
  moment: number;
}

/** A rating as it came, each once. */
export interface RatingFact {
  rating: Rating;
  /** When it came first. */
  receivedAt: number;
  /** The asking that it answers, if the hub made it. */
  prompt: PromptFact | null;
  /** It names the invitation of another case. */
  namesAnother: boolean;
  /** Its signature is not that of its terminal. */
  forged: boolean;
}

export interface PromptFact {
  terminalId: string;
  caseNo: string;
  stage: Stage;
  issuedAt: number;
  showUntil: number;
}

/** Whom and what something is about; empty text for "not known". */
export interface Place {
  hall: string;
  department: string;
  window: string;
  item: string;
  staff: string;
}

/** The right to rate a case, or several, at one stage. */
export interface Invitation {
  key: string;
  kind: 'plain' | 'batch' | 'theme';
  stage: Stage;
  /** Rated as one (SZ-20a); of a theme, the theme alone. */
  cases: string[];
  /** Linked cases of a theme, with where each belongs (SZ-20b). */
  linked: Map<string, Place>;
  place: Place;
  test: boolean;
  lastDay: string;
  closesAt: number;
  /** By which rule each case may be rated. */
  rules: Map<string, string>;
}

export interface Verdict {
  standing: 'counted' | 'unmatched' | 'refused' | 'forged';
  reason: RefusalReason | null;
  rule: string;
  tappedAt: number;
  invitation: Invitation | null;
}

export interface Ruling {
  invitations: (Invitation & {
    status: 'open' | 'rated' | 'defaulted';
    /** Event id of the rating that counts. */
    ratedBy: string | null;
    defaultLevel: Level | null;
  })[];
  /** By event id. */
  verdicts: Map<string, Verdict>;
  figures: Figure[];
}

/** One counter; sorted and with nothing that is zero. */
export interface Figure extends Place {
  day: string;
  level: string;
  channel: string;
  kind: string;
  ratings: number;
  cases: number;
}
