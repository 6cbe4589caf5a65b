import type { RefusalReason, Stage } from '../../protocol/index.ts';
import type { RatedPlace } from '../statistics/figure.ts';
import type { Explanation, RatingStanding } from '../store/port.ts';
import type { ChainVersion } from './chain.ts';

/** `invitation.opened` */
export interface OpenedBody {
  invitationId: string;
  caseNo: string;
  stage: Stage;
  closesAt: number;
  place: RatedPlace;
  explanation: Explanation;
}

/** How a rating stands, and why. */
interface Judged {
  standing: RatingStanding;
  reason?: RefusalReason;
  /** Ledger position of the invitation it is about, whose place is then the rating's. */
  invitation?: number;
  explanation: Explanation;
}

/** `rating.received`; the payload is the rating itself. */
export interface ReceivedBody extends Judged {
  receivedAt: number;
  /** Corrected for the device's clock. */
  tappedAt: number;
  /** Day of the tap in the pack's time zone. */
  day: string;
  /** Where its terminal stands, when no invitation is known. */
  place?: RatedPlace;
}

/** `rating.settled`: a rating received before stands differently now. */
export interface SettledBody extends Judged {
  /** Ledger position of the rating. */
  rating: number;
}

/** `rating.conflict`: readable, in quarantine. */
export interface ConflictBody {
  terminalId: string;
  eventId: string;
  seq: number;
  reason: RefusalReason;
}

/** `rating.unreadable`: its number counts as arrived; the message is in quarantine. */
export interface UnreadableBody {
  terminalId: string;
  seq: number;
  reason: RefusalReason;
  digest: string;
}

/** `ledger.begun`; without `chain` it is 1. */
export interface BegunBody {
  epoch: string;
  pack: string;
  chain?: ChainVersion;
}

/** `ledger.rechained`: the entries after this one are hashed by another version. */
export interface RechainedBody {
  chain: ChainVersion;
}

/** `rating.redacted`; the payload is the rating without what the citizen wrote. */
export interface RedactedBody {
  /** Ledger position of the rating. */
  rating: number;
  terminalId: string;
  eventId: string;
  /** Of the payload that stood there. */
  digest: string;
  reason: string;
  by: string;
}
