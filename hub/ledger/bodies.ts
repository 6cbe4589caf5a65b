import type { RefusalReason, Stage } from '../../protocol/index.ts';
import type { RatedPlace } from '../statistics/figure.ts';
import type { Explanation, RatingStanding } from '../store/port.ts';

/** `invitation.opened` */
export interface OpenedBody {
  invitationId: string;
  caseNo: string;
  stage: Stage;
  closesAt: number;
  place: RatedPlace;
  explanation: Explanation;
}

/** `invitation.moved`: another working calendar has another last day for it. */
export interface MovedBody {
  /** Ledger position of the invitation. */
  invitation: number;
  closesAt: number;
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
